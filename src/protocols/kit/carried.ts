import { fieldsOf, itemsOf, textIn } from '../../json/json.js';
import type { FilePart, ImagePart } from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';
import type { Fault } from '../../validation.js';

/** What the messages of a protocol can carry besides texts, calls of tools and their results. */
export interface Carried {
  /**
   * Returns what a part of a turn must be to be sent, as in `'base64'`; `undefined` if it can be
   * sent as it is. By default, only text is sent.
   */
  readonly part?: (part: ImagePart | FilePart, role: 'user' | 'tool') => string | undefined;
  /** Whether what the user said to a call of this name can be sent. @defaultValue never */
  readonly approval?: (callName: string) => boolean;
}

const leftOut = 'left out';

/** The parts of a request that a protocol cannot carry: a sentence for each. */
export function unsendable(
  protocol: string,
  { history, message }: ChatRequest,
  { part = () => leftOut, approval = () => false }: Carried,
): readonly Fault[] {
  const faults: string[] = [];
  const refuse = (path: string, what: string, words: string): void => {
    faults.push(`${path} must be ${words}: ${protocol} cannot send this ${what}`);
  };

  const checkParts = (path: string, content: unknown, role: 'user' | 'tool'): void => {
    itemsOf(content).forEach((each, at) => {
      const given = Object(each) as { readonly type?: unknown };
      if (given.type !== 'image' && given.type !== 'file') return;
      // Its other fields are checked elsewhere, and a fault there comes first.
      const words = part(given as ImagePart | FilePart, role);
      if (words !== undefined) refuse(`${path}[${at}]`, given.type, words);
    });
  };

  const turns = itemsOf(history).map((turn) => Object(turn));
  const settled = new Set(
    turns.filter(({ content }) => content != null).map((each) => each.toolCallId),
  );
  const calls = turns.flatMap(({ toolCalls }) => itemsOf(toolCalls).map(fieldsOf));
  const names = new Map(calls.map(({ id, name }) => [id, textIn(name)]));
  turns.forEach(({ role, content, toolCallId, approval: answer }, at) => {
    if (role === 'user' || role === 'tool') checkParts(`history[${at}].content`, content, role);
    // After the result of the call, the answer to whether it may run is no news.
    if (
      role === 'tool' &&
      answer != null &&
      !settled.has(toolCallId) &&
      !approval(names.get(toolCallId) ?? '')
    ) {
      refuse(`history[${at}].approval`, 'answer', leftOut);
    }
  });
  checkParts('message', message, 'user');
  return faults;
}
