import type { ProviderState } from '../../eventDetails.js';
import { type Fields, fieldsOf, isFields, itemsOf, textIn } from '../../json/json.js';
import { thinkingIn } from './reasoningIn.js';

/** A block of reasoning, such as one of OpenRouter's `reasoning_details`. */
type Block = Record<string, unknown>;

/** The fields of a block that come in deltas. */
const texts = new Set(['text', 'summary', 'thinking']);

/** Joins the deltas of blocks, so that they can be sent back. */
interface Blocks {
  readonly push: (deltas: unknown) => void;
  /** The blocks, if one has anything that only the provider can read. */
  readonly end: () => readonly Block[] | undefined;
}

function blocks(): Blocks {
  const all: Block[] = [];
  const byPlace = new Map<string, Block>();
  let isOpaque = false;

  const push = (delta: Fields): void => {
    const { type, index, id, data, signature } = delta;
    isOpaque ||= textIn(data) !== '' || textIn(signature) !== '';
    const isNumbered = typeof index === 'number';
    const place = textIn(type) + (isNumbered ? index : '');
    const open = byPlace.get(place);
    const isOther =
      (textIn(id) !== '' && textIn(open?.['id']) !== '' && id !== open?.['id']) ||
      // Encrypted blocks come whole.
      (textIn(data) !== '' && data !== open?.['data']) ||
      // LiteLLM does not number its blocks, and the signature is the end of one.
      (!isNumbered && textIn(open?.['signature']) !== '');
    if (open === undefined || isOther) {
      const block = { ...delta };
      all.push(block);
      byPlace.set(place, block);
      return;
    }
    for (const name in delta) {
      const value = delta[name];
      // Assigned, it would become the prototype.
      if (name === '__proto__') continue;
      if (texts.has(name)) open[name] = textIn(open[name]) + textIn(value);
      else if (value !== null && value !== '') open[name] = value;
    }
  };

  return {
    push: (deltas) => {
      for (const delta of itemsOf(deltas)) push(fieldsOf(delta));
    },
    end: () => (isOpaque ? all : undefined),
  };
}

/** Collects what servers want back with the next turn. */
export interface TurnState {
  readonly ofDelta: (delta: Fields) => void;
  readonly ofCall: (id: string, call: Fields) => void;
  readonly end: () => ProviderState | undefined;
}

/**
 * Makes a {@link TurnState}. The state has the fields that the message of the assistant has had
 * besides its text; what belongs to a call is in `tool_calls`, beside the id of the call.
 */
export function turnState(): TurnState {
  const details = blocks();
  const thinking = blocks();
  const ofCalls = new Map<string, Fields>();
  let fields: Fields = {};

  return {
    ofDelta: (delta) => {
      const { reasoning_details, reasoning_opaque, extra_content } = delta;
      // OpenRouter and AI gateways; LiteLLM.
      details.push(reasoning_details);
      thinking.push(thinkingIn(delta));
      // GitHub Copilot; Google, whose `extra_content` may also say that this is a thought.
      const google = fieldsOf(fieldsOf(extra_content)['google']);
      if (textIn(reasoning_opaque) !== '') fields = { ...fields, reasoning_opaque };
      if (textIn(google['thought_signature']) !== '') fields = { ...fields, extra_content };
    },
    ofCall: (id, { extra_content, provider_specific_fields }) => {
      // Google; LiteLLM in front of Google.
      const isSigned = textIn(fieldsOf(provider_specific_fields)['thought_signature']) !== '';
      const state: Fields = {
        ...(isFields(extra_content) && { extra_content }),
        ...(isSigned && { provider_specific_fields }),
      };
      if (Object.keys(state).length > 0) ofCalls.set(id, { ...ofCalls.get(id), id, ...state });
    },
    end: () => {
      const reasoning_details = details.end();
      const thinking_blocks = thinking.end();
      const state: Fields = {
        ...(reasoning_details && { reasoning_details }),
        ...(thinking_blocks && { thinking_blocks }),
        ...fields,
        ...(ofCalls.size > 0 && { tool_calls: [...ofCalls.values()] }),
      };
      return Object.keys(state).length === 0 ? undefined : { protocol: 'openAiChat', state };
    },
  };
}
