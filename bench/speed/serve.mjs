/**
 * Makes a `fetch` without a network. It responds with these reads, each as soon as a client asks
 * for it, so that no client has to wait. Calls `onRead` with the index of a read right before it.
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
