import type { Events } from '../kit/events.js';
import { toArgumentsText, type ToolCalls } from '../kit/toolCalls.js';
import { nameOf } from './reasonOf.js';
import type { Part } from './wire.js';

const languages = ['PYTHON'];
const outcomes = ['OUTCOME_OK', 'OUTCOME_FAILED', 'OUTCOME_DEADLINE_EXCEEDED'];

/** Reads the calls that Google runs, and their results. */
export function serverTools(calls: ToolCalls): (part: Part) => Events {
  // The ids of the calls whose results are still to come. Most have none on the wire.
  const waiting: string[] = [];

  const call = (id: string | null | undefined, name: string, args: object): Events => {
    const argumentsText = toArgumentsText(args);
    const events = calls.complete({ id, name, argumentsText, providerExecuted: true });
    waiting.push(...events.map((event) => event.id));
    return events;
  };

  const result = (given: string | null | undefined, answer: unknown, isError = false): Events => {
    const id = given || waiting[0] || '';
    if (waiting.includes(id)) waiting.splice(waiting.indexOf(id), 1);
    return calls.result({ id, result: answer, isError });
  };

  return ({ executableCode, codeExecutionResult, toolCall, toolResponse }) => {
    if (executableCode) {
      const { id, code } = executableCode;
      const language = nameOf(executableCode.language, languages);
      return call(id, 'code_execution', { language, code });
    }
    if (codeExecutionResult) {
      const { id, output } = codeExecutionResult;
      const outcome = nameOf(codeExecutionResult.outcome, outcomes);
      const of = { ...(outcome && { outcome }), ...(output != null && { output }) };
      return result(id, of, outcome !== undefined && outcome !== 'OUTCOME_OK');
    }
    if (toolCall) {
      return call(toolCall.id, nameOf(toolCall.toolType, []) ?? 'tool', toolCall.args ?? {});
    }
    return toolResponse ? result(toolResponse.id, toolResponse.response) : [];
  };
}
