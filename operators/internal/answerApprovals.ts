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

interface Call extends Pick<ReplyToolCall, 'id' | 'name' | 'argumentsText'> {
  readonly isOurs: boolean;
}

/** The latest calls of an id, which calls of one turn may share. */
interface Calls {
  /** Where the turn is. */
  readonly at: number;
  /** Whether all of them are of these tools. */
  isOurs: boolean;
  readonly unanswered: Call[];
  /** Those without a result. */
  readonly approvals: Approval[];
}

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
  const latest = new Map<string, Calls>();
  // Approvals without a result, of calls that are not the latest of their id.
  const lost: Approval[] = [];

  const addCall = (at: number, given: unknown): void => {
    const { id, name, argumentsText, providerExecuted } = fieldsOf(given);
    const call = {
      id: textIn(id),
      name: textIn(name),
      argumentsText: textIn(argumentsText),
      isOurs: providerExecuted !== true && isOurs(textIn(name)),
    };
    let calls = latest.get(call.id);
    if (calls?.at !== at) {
      lost.push(...(calls?.approvals ?? []));
      calls = { at, isOurs: true, unanswered: [], approvals: [] };
      latest.set(call.id, calls);
    }
    calls.isOurs &&= call.isOurs;
    calls.unanswered.push(call);
  };

  // An approval or a result. One of a call that is not ours stays.
  const addAnswer = (at: number, turn: ToolMessage): void => {
    const { toolCallId, approval } = turn;
    const calls = latest.get(toolCallId);
    if (!calls || (approval != null && typeof approval.approved !== 'boolean')) return;
    const { unanswered, approvals } = calls;
    const call = unanswered.shift();
    if (call !== undefined) {
      if (approval != null && call.isOurs) approvals.push({ at, approval, call });
      return;
    }
    // A further answer: the result of an approved call, or a change of mind.
    const before = approvals.shift();
    if (before === undefined) {
      if (approval != null && calls.isOurs) turns[at] = undefined;
    } else if (approval == null) {
      turns[before.at] = turn;
      turns[at] = undefined;
    } else {
      turns[before.at] = undefined;
      approvals.push({ at, approval, call: before.call });
    }
  };

  let lastAnswer = -1;
  history.forEach((turn: unknown, at) => {
    const { role, toolCalls } = fieldsOf(turn);
    // Its fields may be of any kind, of which those above are checked.
    if (role === 'tool') addAnswer(at, turn as ToolMessage);
    if (role !== 'assistant') return;
    lastAnswer = at;
    for (const call of itemsOf(toolCalls)) addCall(at, call);
  });

  const left = [...latest.values()].flatMap(({ approvals }) => approvals);
  const waiting = new Map<ChatMessage | undefined, Call>();
  for (const { at, approval, call } of [...lost, ...left]) {
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
