import type { Observable } from 'rxjs';
import { doneEvent, toolCallEvent } from '../../src/eventConstructors.js';
import type { ToolCallEvent } from '../../src/events.js';
import type { ChatRequest } from '../../src/request/request.js';

/** A whole call in one delta; its arguments are of no importance. */
export const toolCall = (index: number, id: string, name = 'a', argumentsText = '{}') =>
  toolCallEvent({ index, id, name, argumentsText });

/** A call without arguments that is complete, with what a reply or an approval needs. */
export const asked = (call: ToolCallEvent): ToolCallEvent => ({
  ...call,
  argumentsText: '',
  approvalId: call.id,
});

export const waits = doneEvent({ finishReason: 'toolCalls' });
export const stops = doneEvent({ finishReason: 'stop' });

/** The least request. */
export const question: ChatRequest = { message: 'Hi', modelId: 'm' };

/** Answers one request after the other with these, and keeps the requests. */
export function player<E>(
  ...answers: readonly Observable<E>[]
): ((request: ChatRequest) => Observable<E>) & { readonly requests: ChatRequest[] } {
  const requests: ChatRequest[] = [];
  const ask = (request: ChatRequest): Observable<E> => {
    const answer = answers[requests.length];
    requests.push(request);
    if (answer === undefined) throw new Error('Asked too often');
    return answer;
  };
  return Object.assign(ask, { requests });
}
