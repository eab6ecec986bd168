import type { ToolCallEvent } from '../../events.js';
import type { ToolCallData } from './wire.js';

/** What is known of a call. */
interface Call {
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

  const eventOf = (index: number, { id, name }: Call, argumentsText: string): ToolCallEvent => ({
    type: 'toolCall',
    index,
    id,
    name,
    argumentsText,
  });

  return {
    push: ({
      index,
      id,
      name,
      arguments: given,
      provider_executed: isRun,
      approval_id: approval,
    }) => {
      const call = calls.get(index) ?? {
        id: `call_${index}`,
        name: '',
        hasArguments: false,
        hasResult: false,
        isProviderExecuted: false,
        needsApproval: false,
      };
      calls.set(index, call);
      const argumentsText = textOf(given);
      call.id = id || call.id;
      call.name = name || call.name;
      call.hasArguments ||= argumentsText.trim() !== '';
      call.isProviderExecuted ||= Boolean(isRun);
      call.needsApproval ||= Boolean(approval);
      return {
        ...eventOf(index, call, argumentsText),
        ...(isRun && { providerExecuted: isRun }),
        ...(approval && { approvalId: approval }),
      };
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
      [...calls].flatMap(([index, call]) => (call.hasArguments ? [] : eventOf(index, call, '{}'))),
    clear: () => calls.clear(),
  };
}
