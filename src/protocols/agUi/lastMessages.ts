import { list, string, struct, text, type TypeOf, unknown } from '../kit/codecs.js';
import { wholeArguments } from '../kit/providerCodecs.js';

const call = /*#__PURE__*/ struct({
  id: text,
  function: /*#__PURE__*/ struct({ name: string, arguments: wholeArguments }),
});
const message = /*#__PURE__*/ struct({
  id: text,
  role: string,
  content: unknown,
  subagentRunId: text,
  toolCalls: /*#__PURE__*/ list(call),
});
const toolMessage = /*#__PURE__*/ struct({
  role: string,
  toolCallId: string,
  content: unknown,
  error: unknown,
  subagentRunId: text,
});

export type SnapshotMessage = TypeOf<typeof message>;

/** The results of tools among the messages of a snapshot. */
export const resultsIn = (messages: readonly unknown[]): readonly TypeOf<typeof toolMessage>[] =>
  messages.filter(toolMessage.is).filter(({ role }) => role === 'tool');

/** The messages of the agent at the end of a snapshot, after those of the user and of tools. */
export function lastMessages(messages: readonly unknown[]): readonly SnapshotMessage[] {
  const all = messages.filter(message.is);
  const isOwn = ({ role }: SnapshotMessage): boolean =>
    /^(assistant|reasoning|activity)$/.test(role);
  const before = all.map(isOwn).lastIndexOf(false);
  return all.slice(before + 1).filter(({ subagentRunId }) => !subagentRunId);
}
