import { writeFileSync } from 'node:fs';
import { page, path } from './page.js';

writeFileSync(path, page());
