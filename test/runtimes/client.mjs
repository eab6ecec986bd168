// Plays the exchanges in any runtime. It is bundled, and knows no platform.
import { isStreamingError, sendStreamingChat } from 'rxjs-chat-stream';

/** All that an error says, as a log might. */
const wordsOf = (error, depth = 0) =>
  error instanceof Error && depth < 6
    ? `${error} ${error.stack} ${JSON.stringify(error)} ${wordsOf(error.cause, depth + 1)}`
    : String(error);

const play = ({ name, config, unsubscribeAfter }, baseUrl, token) =>
  new Promise((resolve) => {
    const events = [];
    const unsubscribe = () => {
      subscription.unsubscribe();
      resolve({ name, events, end: 'unsubscribed' });
    };
    const subscription = sendStreamingChat(
      { accessToken: token, message: 'Hello', modelId: 'a/model', providerSlug: 'a' },
      { baseUrl, headers: { 'x-exchange': encodeURIComponent(name) }, ...config },
    ).subscribe({
      next: (event) => {
        events.push(event);
        if (events.length === unsubscribeAfter) unsubscribe();
      },
      error: (error) =>
        resolve({
          name,
          events,
          end: isStreamingError(error) ? error.code : `untyped ${error}`,
          error: { ...error, message: error.message },
          words: wordsOf(error),
        }),
      complete: () => resolve({ name, events, end: events.at(-1)?.type }),
    });
    if (unsubscribeAfter === 0) setTimeout(unsubscribe, 200);
  });

/** Plays one after the other; resolves with what was seen. */
export async function playAll({ exchanges, baseUrl, token }) {
  const seen = [];
  for (const exchange of exchanges) seen.push(await play(exchange, baseUrl, token));
  return seen;
}
