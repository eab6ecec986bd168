import { firstOf } from './firstOf.js';
import type { ChatRequest } from './request.js';

/** Returns the token, or an Observable of it. Calls the function that returns it. */
export const lookUpToken = (token: ChatRequest['accessToken']): unknown =>
  firstOf(typeof token === 'function' ? token() : token, tokenFault);

/** What is wrong with a token of another kind. */
export const tokenFault = 'accessToken must be a string, or a function that returns or emits one';
