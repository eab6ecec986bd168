import { fieldsOf, itemsOf, textIn } from '../../src/json/json.js';
import type { ReplyToolCall } from '../../src/reply/reply.js';
import type { ChatMessage, ToolApproval, ToolMessage } from '../../src/request/messages.js';

/** A history in which no call of these tools has an approval instead of a result. */
export interface AnsweredHistory {
  readonly turns: readonly ChatMessage[];
  /** The calls to run, and where in the turns their results belong. */
  readonly approved: readonly { readonly at: number; readonly call: ReplyToolCall }[];
}

/** What the user said to a call. */
interface Approval {
  readonly at: number;
  readonly approval: ToolApproval;
  readonly call: Call;
}

type Call = Pick<ReplyToolCall, 'id' | 'name' | 'argumentsText'>;

const failed = ({ id, name }: Call, content: string): ToolMessage => ({
  role: 'tool',
  toolCallId: id,
  name,
  content,
  isError: true,
});

const denied = (reason: string | undefined): string =>
  `The user did not approve this call${reason ? `: ${reason}` : ''}`;

/**
 * Replaces the approvals of calls of these tools. A call that was denied gets a result that says
 * so. A call that was approved gets its result: the one that the history has, or one that is still
 * to be made. Nothing is run twice: after the next answer of the model, a result that is missing is
 * lost. What is malformed stays, for the protocol to refuse.
 */
export function answerApprovals(
  history: readonly ChatMessage[],
  isOurs: (toolName: string) => boolean,
): AnsweredHistory {
  if (!Array.isArray(history)) return { turns: history, approved: [] };
  const turns: (ChatMessage | undefined)[] = [...history];
  // The latest call of each id, if it is one of ours.
  const calls = new Map<string, Call>();
  // By the id of the call: approvals that have no result yet, and calls that have one.
  const open = new Map<string, Approval>();
  const done = new Set<string>();
  // Approvals of which the call is no longer the latest of its id.
  const lost: Approval[] = [];

  const addCall = (given: unknown): void => {
    const { id, name, argumentsText, providerExecuted } = fieldsOf(given);
    const call = { id: textIn(id), name: textIn(name), argumentsText: textIn(argumentsText) };
    const before = open.get(call.id);
    if (before !== undefined) lost.push(before);
    open.delete(call.id);
    done.delete(call.id);
    if (providerExecuted !== true && isOurs(call.name)) calls.set(call.id, call);
    else calls.delete(call.id);
  };

  // An approval or a result of a call of ours.
  const addAnswer = (at: number, turn: ToolMessage): void => {
    const { toolCallId, approval } = turn;
    const call = calls.get(toolCallId);
    if (call === undefined) return;
    const before = open.get(call.id);
    if (approval == null) {
      done.add(call.id);
      if (before === undefined) return;
      turns[before.at] = turn;
      turns[at] = undefined;
      open.delete(call.id);
    } else if (done.has(call.id)) {
      turns[at] = undefined;
    } else if (typeof approval.approved === 'boolean') {
      if (before !== undefined) turns[before.at] = undefined;
      open.set(call.id, { at, approval, call });
    }
  };

  let lastAnswer = -1;
  history.forEach((turn: unknown, at) => {
    const { role, toolCalls } = fieldsOf(turn);
    // Its fields may be of any kind, of which those above are checked.
    if (role === 'tool') addAnswer(at, turn as ToolMessage);
    if (role !== 'assistant') return;
    lastAnswer = at;
    itemsOf(toolCalls).forEach(addCall);
  });

  const waiting = new Map<ChatMessage | undefined, Call>();
  for (const { at, approval, call } of [...lost, ...open.values()]) {
    const { approved, reason } = approval;
    if (approved && at > lastAnswer) waiting.set(turns[at], call);
    else turns[at] = failed(call, approved ? 'The result of this call is lost' : denied(reason));
  }
  const answered = turns.filter((turn) => turn !== undefined);
  const approved = answered.flatMap((turn, at) => {
    const call = waiting.get(turn);
    return call === undefined ? [] : [{ at, call }];
  });
  return {
    turns: answered,
    approved: approved.map(({ at, call }, index) => ({ at, call: { ...call, index } })),
  };
}
