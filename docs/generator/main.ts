import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedBlocks } from './generatedBlocks.js';
import { generatePages, pagesFolder } from './pages.js';

const pages = await generatePages();
rmSync(pagesFolder, { recursive: true, force: true });
mkdirSync(pagesFolder, { recursive: true });
for (const [file, text] of pages) writeFileSync(join(pagesFolder, file), text);
for (const [page, text] of await generatedBlocks()) writeFileSync(page, text);
