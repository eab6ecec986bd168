import { defaultIfEmpty, from, type Observable, take } from 'rxjs';
import type { ChatRequest } from './request.js';

/** Returns the token, or calls the function that returns it. Default `''`. */
export function lookUpToken(token: ChatRequest['accessToken']): string | Observable<string> {
  const given = (typeof token === 'function' ? token() : token) ?? '';
  // A string is an iterable too, of its characters.
  return typeof given === 'object' ? from(given).pipe(take(1), defaultIfEmpty('')) : given;
}
