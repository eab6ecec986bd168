import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { apiReport, entries, reportPath } from './api/apiReport.js';

describe.each(entries)('the public API of $name', (entry) => {
  it('is the one that was reviewed; `npm run api` writes it', async () => {
    expect(await apiReport(entry)).toBe(readFileSync(reportPath(entry.report), 'utf8'));
  });
});
