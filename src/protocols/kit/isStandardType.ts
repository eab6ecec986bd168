import type { StreamEvent } from '../../events.js';

const standard: Readonly<Record<StreamEvent['type'], true>> = {
  content: true,
  reasoning: true,
  toolCall: true,
  toolResult: true,
  source: true,
  file: true,
  tps: true,
  usage: true,
  providerState: true,
  error: true,
  retrying: true,
  reset: true,
  done: true,
};

/** Whether a type is that of an event of the union. */
export const isStandardType = (type: string): type is StreamEvent['type'] =>
  Object.hasOwn(standard, type);
