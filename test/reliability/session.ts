import {
  catchError,
  defer,
  first,
  type Observable,
  type ObservableInput,
  of,
  share,
  switchMap,
  tap,
  throwError,
  timeout,
} from 'rxjs';
import { isStreamingError } from '../../src/index.js';

const isUnauthorised = (error: unknown) =>
  isStreamingError(error) && error.code === 'HTTP_STATUS' && error.status === 401;

export function session(token: string, newToken: () => ObservableInput<string>, limit = 10_000) {
  const refresh$ = defer(newToken).pipe(
    timeout(limit),
    first(),
    tap((fresh) => (token = fresh)),
    // It finishes even without a subscriber: half a refresh may have used up the refresh token.
    share({ resetOnRefCountZero: false }),
  );
  return {
    accessToken: () => token,
    refreshAt401: <E>(call$: Observable<E>) =>
      defer(() => {
        const sent = token;
        return call$.pipe(
          catchError((refusal: unknown) =>
            isUnauthorised(refusal)
              ? (sent === token ? refresh$ : of(token)).pipe(
                  catchError(() => throwError(() => refusal)),
                  switchMap(() => call$),
                )
              : throwError(() => refusal),
          ),
        );
      }),
  };
}
