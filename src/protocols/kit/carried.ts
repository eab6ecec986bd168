import { fieldsOf, itemsOf } from '../../json/json.js';
import type { FilePart, ImagePart, MessageToolCall } from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';
import type { Fault } from '../../validation.js';

/** What the messages of a protocol can carry besides texts, calls of tools and their results. */
export interface Carried {
  /**
   * Returns what a part of a turn must be to be sent, as in `'base64'`; `undefined` if it can be
   * sent as it is. A part of a result comes with its call. By default, only text is sent.
   */
  readonly part?: (
    part: ImagePart | FilePart,
    role: 'user' | 'tool',
    call?: MessageToolCall,
  ) => string | undefined;
  /**
   * Whether an answer to a call that waits for approval can be sent: to any call, or to which.
   * @defaultValue `false`
   */
  readonly approval?: boolean | ((call: MessageToolCall) => boolean);
}

const leftOut = 'left out';

/** The parts of a request that a protocol cannot carry: a sentence for each. */
export function unsendable(
  protocol: string,
  { history, message }: ChatRequest,
  { part = () => leftOut, approval = false }: Carried,
): readonly Fault[] {
  const faults: string[] = [];
  const refuse = (path: string, what: string, words: string): void => {
    faults.push(`${path} must be ${words}: ${protocol} cannot send this ${what}`);
  };

  // Fields that are not valid are checked elsewhere, and a fault there comes first.
  const turns = itemsOf(history).map((turn) => Object(turn));
  const callsById = new Map(
    turns
      .flatMap(({ toolCalls }) => itemsOf(toolCalls))
      .map((call) => [fieldsOf(call)['id'], call as MessageToolCall]),
  );
  const settled = new Set(
    turns.filter(({ content }) => content != null).map((each) => each.toolCallId),
  );

  const checkParts = (path: string, content: unknown, call?: MessageToolCall): void => {
    itemsOf(content).forEach((each, at) => {
      const given = Object(each) as { readonly type?: unknown };
      if (given.type !== 'image' && given.type !== 'file') return;
      const words = part(given as ImagePart | FilePart, call ? 'tool' : 'user', call);
      if (words !== undefined) refuse(`${path}[${at}]`, given.type, words);
    });
  };

  turns.forEach(({ role, content, toolCallId, approval: answer }, at) => {
    const path = `history[${at}]`;
    if (role === 'user') checkParts(`${path}.content`, content);
    const call = role === 'tool' ? callsById.get(toolCallId) : undefined;
    if (call === undefined) return;
    checkParts(`${path}.content`, content, call);
    // After the result of the call, the answer to whether it may run is no news.
    if (answer == null || settled.has(toolCallId)) return;
    if (!(typeof approval === 'function' ? approval(call) : approval)) {
      refuse(`${path}.approval`, 'answer', leftOut);
    }
  });
  checkParts('message', message);
  return faults;
}
