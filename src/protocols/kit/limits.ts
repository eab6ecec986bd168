import { formatFault } from '../../errors/formatFault.js';

/** How many of each an answer may have. A hostile server could send any number. */
export const limits = { toolCalls: 128, parts: 128, sources: 1024, files: 1024 } as const;

const names: Readonly<Record<keyof typeof limits, string>> = {
  toolCalls: 'tool calls',
  parts: 'parts of one kind',
  sources: 'sources',
  files: 'files',
};

/**
 * Checks how many of a kind an answer has so far.
 * @throws StreamingFormatError with code `BAD_EVENT` for more than its limit
 */
export function checkLimit(kind: keyof typeof limits, count: number): void {
  if (count <= limits[kind]) return;
  throw formatFault('BAD_EVENT', () => `The answer has more than ${limits[kind]} ${names[kind]}`);
}
