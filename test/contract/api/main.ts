import { writeFileSync } from 'node:fs';
import { apiReport, entries, reportPath } from './apiReport.js';

for (const entry of entries) writeFileSync(reportPath(entry.report), await apiReport(entry));
