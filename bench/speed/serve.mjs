/**
 * A `fetch` without a network: it answers with these reads, each when it is asked for, so that no client has to wait. `onRead` is told
 * right before one is there.
 */
export const serve =
  ({ headers, reads }, onRead = () => {}) =>
  async () => {
    let next = 0;
    const body = new ReadableStream(
      {
        pull: (controller) => {
          if (next === reads.length) {
            controller.close();
            return;
          }
          onRead(next);
          controller.enqueue(reads[next++]);
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { headers: { 'content-type': 'text/event-stream', ...headers } });
  };
