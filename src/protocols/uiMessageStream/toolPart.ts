import { type Fields, fieldsOf } from '../../json/json.js';
import { parseBounded } from '../../json/parseBounded.js';
import type { MessageToolCall, ToolApproval } from '../../request/messages.js';
import { argumentsObject } from '../kit/argumentsObject.js';
import type { CallResult } from '../kit/callResult.js';
import { textOf } from '../kit/textOf.js';

/** The input of a call. Text that is no JSON is held in an object. */
const inputOf = (argumentsText: string): unknown =>
  parseBounded(argumentsText) ?? argumentsObject(argumentsText);

/** Whether a value is what the text was made of, rather than a text or an id that reads like it. */
const isMade = (json: unknown, text: string): boolean => {
  if (typeof json === 'number') return String(json) === text;
  return json !== undefined && typeof json !== 'string';
};

/** The output of a tool: JSON, or text. */
const outputOf = (result: CallResult): unknown => {
  const text = textOf(result.content);
  const json = parseBounded(text);
  return isMade(json, text) ? json : text;
};

/** What the user said, with the signature of the server where its question had one. */
const approvalOf = ({ id, approved, reason }: ToolApproval, question: Fields): object => {
  const { approvalId, reason: requestReason, signature, isAutomatic, inputSchemaInput } = question;
  return {
    ...(approvalId === id && { signature, requestReason, isAutomatic, inputSchemaInput }),
    id,
    approved,
    reason: reason ?? undefined,
  };
};

/**
 * What has become of a call: what the app says, else what the provider that ran it said.
 * `undefined` for a call that nobody can answer any more.
 */
const outcomeOf = (
  result: CallResult | undefined,
  state: Fields | undefined,
): Fields | undefined => {
  if (result?.approval) {
    const approval = approvalOf(result.approval, fieldsOf(state?.['approval']));
    return { state: 'approval-responded', approval };
  }
  if (result) {
    return result.isError
      ? { state: 'output-error', errorText: textOf(result.content) }
      : { state: 'output-available', output: outputOf(result) };
  }
  const { errorText, output, approval } = fieldsOf(state);
  if (typeof errorText === 'string') return { state: 'output-error', errorText };
  if (output !== undefined) return { state: 'output-available', output };
  return state && approval === undefined ? { state: 'input-available' } : undefined;
};

/**
 * A call and what has become of it as a part of a message.
 * @param state what the state of the turn has of the call
 */
export function toolPart(
  { id, name, argumentsText, providerExecuted }: MessageToolCall,
  result: CallResult | undefined,
  state: Fields | undefined,
): readonly Fields[] {
  const outcome = outcomeOf(result, state);
  if (outcome === undefined) return [];
  const { callProviderMetadata, resultProviderMetadata } = fieldsOf(state);
  return [
    {
      type: `tool-${name}`,
      toolCallId: id,
      input: inputOf(argumentsText),
      providerExecuted: providerExecuted || undefined,
      callProviderMetadata,
      ...('output' in outcome || 'errorText' in outcome ? { resultProviderMetadata } : {}),
      ...outcome,
    },
  ];
}
