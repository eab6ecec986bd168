import { toolCallEvent } from '../../eventConstructors.js';
import type { ToolCallEvent } from '../../events.js';
import type { ToolCallData } from './wire.js';

/** What is known of a call. */
interface Call {
  readonly index: number;
  id: string;
  name: string;
  hasArguments: boolean;
  hasResult: boolean;
  isProviderExecuted: boolean;
  needsApproval: boolean;
}

/** Keeps the calls of an answer. The server has numbered them, so each event stays as it came. */
export interface CallsByIndex {
  readonly push: (data: ToolCallData) => ToolCallEvent;
  /** Notes the result of the call with this id. */
  readonly settle: (id: string) => void;
  readonly count: () => number;
  /** Whether a call waits for the app: to be run, or for the approval of the user. */
  readonly isWaiting: () => boolean;
  /** Returns empty arguments for the calls that never had any. */
  readonly end: () => readonly ToolCallEvent[];
  readonly clear: () => void;
}

const textOf = (value: ToolCallData['arguments']): string =>
  typeof value === 'string' ? value : value ? JSON.stringify(value) : '';

/** Makes an empty collection. */
export function callsByIndex(): CallsByIndex {
  // Bounded by the codec of the index.
  const calls = new Map<number, Call>();

  const begin = (index: number): Call => {
    const call = {
      index,
      id: `call_${index}`,
      name: '',
      hasArguments: false,
      hasResult: false,
      isProviderExecuted: false,
      needsApproval: false,
    };
    calls.set(index, call);
    return call;
  };

  return {
    push: (data) => {
      const call = calls.get(data.index) ?? begin(data.index);
      const argumentsText = textOf(data.arguments);
      call.id = data.id || call.id;
      call.name = data.name || call.name;
      call.hasArguments ||= argumentsText.trim() !== '';
      call.isProviderExecuted ||= data.provider_executed === true;
      call.needsApproval ||= Boolean(data.approval_id);
      return toolCallEvent({
        index: call.index,
        id: call.id,
        name: call.name,
        argumentsText,
        ...(data.provider_executed && { providerExecuted: true }),
        ...(data.approval_id && { approvalId: data.approval_id }),
      });
    },
    settle: (id) => {
      const call = [...calls.values()].find((each) => each.id === id && !each.hasResult);
      if (call) call.hasResult = true;
    },
    count: () => calls.size,
    isWaiting: () =>
      [...calls.values()].some(
        ({ hasResult, isProviderExecuted, needsApproval }) =>
          !hasResult && (!isProviderExecuted || needsApproval),
      ),
    end: () =>
      [...calls.values()]
        .filter(({ hasArguments }) => !hasArguments)
        .map(({ index, id, name }) => toolCallEvent({ index, id, name, argumentsText: '{}' })),
    clear: () => calls.clear(),
  };
}
