import { fieldsOf, isFields } from '../../json/json.js';
import { isText } from '../kit/codecs.js';
import type { Events } from '../kit/events.js';
import type { FastPath } from '../kit/jsonDecoder.js';
import { isErrorPayload } from '../kit/toErrorEvent.js';

type Text = string | null | undefined;

/** What a chunk with nothing but texts says. */
interface PlainChunk {
  readonly id: Text;
  readonly model: Text;
  readonly reasoning: Text;
  readonly content: Text;
}

/** Reads a chunk with one delta of text, and nothing that is reported only once. */
export const fastPath =
  (isInThought: () => boolean, read: (plain: PlainChunk) => Events): FastPath =>
  (json) => {
    const { error, id, model, choices, usage, x_groq, timings, base_resp } = json;
    if (error !== undefined || isErrorPayload(json) || isInThought()) return undefined;
    if ((usage ?? x_groq ?? timings ?? base_resp) != null) return undefined;
    const { citations, search_results, web_search, references } = json;
    if ((citations ?? search_results ?? web_search ?? references) != null) return undefined;
    if (!Array.isArray(choices) || choices.length !== 1) return undefined;
    const choice = fieldsOf(choices[0]);
    const { index, delta, finish_reason, native_finish_reason, error: failure } = choice;
    if ((index ?? 0) !== 0 || (finish_reason ?? native_finish_reason ?? failure) != null) {
      return undefined;
    }
    if ((choice['message'] ?? choice['usage']) != null || !isFields(delta)) return undefined;
    const { content, reasoning_content, reasoning, refusal } = delta;
    if (!isText(content) || !isText(reasoning_content) || !isText(reasoning)) return undefined;
    if (!isText(id) || !isText(model) || (refusal ?? '') !== '') return undefined;
    // Together sends the text twice.
    if ((choice['text'] ?? '') !== '' && choice['text'] !== content) return undefined;
    const { tool_calls, function_call, executed_tools, audio, images, annotations } = delta;
    if ((tool_calls ?? function_call ?? executed_tools ?? audio ?? images) != null)
      return undefined;
    const { reasoning_details, reasoning_text, reasoning_opaque, thinking_blocks } = delta;
    if ((reasoning_details ?? reasoning_text ?? reasoning_opaque) != null) return undefined;
    const { extra_content, provider_specific_fields, context, citations: cited } = delta;
    if ((thinking_blocks ?? extra_content ?? provider_specific_fields) != null) return undefined;
    if ((annotations ?? context ?? cited) != null) return undefined;
    return read({ id, model, reasoning: reasoning_content || reasoning, content });
  };
