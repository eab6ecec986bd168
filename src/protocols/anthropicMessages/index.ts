import type { StreamEvent } from '../../events.js';
import type { AuthorizedRequest } from '../../request/request.js';
import { checkToken } from '../../request/requestFaults.js';
import { check, nonBlank } from '../../validation.js';
import { defineProtocol } from '../kit/defineProtocol.js';
import type { ChatProtocol } from '../protocol.js';
import { body, checkFormat, defaults, settings } from './body.js';
import { decoder } from './decoder.js';
import { carries } from './userBlocks.js';

/** Options of {@link anthropicMessages}. */
export interface AnthropicMessagesOptions {
  /**
   * Appended to the base URL, which has no version: `https://api.anthropic.com`.
   * @defaultValue `'/v1/messages'`
   */
  readonly path?: string;
  /**
   * The `anthropic-version`. From `2026-10-21` on, `temperature` and `topP` are refused.
   * @defaultValue `'2023-06-01'`
   */
  readonly version?: string;
}

/**
 * Anthropic's Messages, also as llama.cpp, Ollama, vLLM and gateways send it. System prompt and
 * system turns are sent as `system`, turns of one role in a row as one, and 8192 as `max_tokens`
 * where the request sets none. Results are the first blocks of a turn of the user; ids and names of
 * calls are written in the characters that Anthropic takes. Images may be JPEG, PNG, GIF or WebP,
 * files PDF, or text as data. JSON answers need a schema.
 *
 * Each block of text or thinking is a part of its own, except that text which cites goes on in the
 * next block: Anthropic ends a block in mid-sentence there. Citations are sources. Tools that
 * Anthropic runs are calls with `providerExecuted`, and their results follow. Where the turn has
 * more than text and calls of the app, such as signatures, redacted thinking, compaction and tools
 * that Anthropic runs, `providerState` has its content blocks as the next turn gives them back.
 * Files that a tool made have only an id on the wire, which is in the result of the tool.
 *
 * `done` is `message_stop`, or the end of the body after a stop reason. Usage is reported once,
 * right before it; its input tokens include cached ones, as those of the other protocols do, and
 * the tokens of compaction, but not those of an advisor, which is another model.
 *
 * The key is sent as `x-api-key`. In a browser, everyone who sees the page can see it, so do not
 * hand out a key of your own there. Anthropic requires a header that confirms this; it is always
 * sent.
 *
 * @example
 * ```ts
 * import { anthropicMessages } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = anthropicMessages().decoder();
 * const delta = { type: 'text_delta', text: 'Hi' };
 * const data = JSON.stringify({ type: 'content_block_delta', index: 0, delta });
 * decode({ event: 'content_block_delta', data });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi', part: 0 }] }
 * ```
 *
 * @see https://platform.claude.com/docs/en/build-with-claude/streaming
 */
export function anthropicMessages({
  path = '/v1/messages',
  version = '2023-06-01',
}: AnthropicMessagesOptions = {}): ChatProtocol<StreamEvent, AuthorizedRequest> {
  return defineProtocol({
    name: 'anthropicMessages',
    framing: 'sse',
    path,
    headers: ({ accessToken }) => ({
      'x-api-key': accessToken,
      'anthropic-version': version,
      'anthropic-dangerous-direct-browser-access': 'true',
    }),
    settings,
    carries,
    body,
    defaults,
    check: (request) => [
      checkToken(request),
      check('version', version, nonBlank),
      checkFormat(request),
    ],
    decoder,
  });
}
