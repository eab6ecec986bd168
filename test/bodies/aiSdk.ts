import {
  convertToModelMessages,
  readUIMessageStream,
  type UIMessage,
  type UIMessageChunk,
  validateUIMessages,
} from 'ai';

/** What the AI SDK makes of the messages of a request for a model, once it has checked them. */
export const toModelMessages = async (messages: unknown): Promise<readonly unknown[]> =>
  convertToModelMessages(await validateUIMessages({ messages }));

/** The message that the client of the AI SDK makes of a stream. */
export async function readMessage(stream: Uint8Array): Promise<object> {
  const chunks = new TextDecoder()
    .decode(stream)
    .split('\n\n')
    .map((event) => event.replace(/^data: /, ''))
    .filter((data) => data.startsWith('{'))
    .map((data): UIMessageChunk => JSON.parse(data));
  const source = new ReadableStream<UIMessageChunk>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  let last: UIMessage | undefined;
  for await (const message of readUIMessageStream({ stream: source })) last = message;
  if (last === undefined) throw new Error('No message');
  return last;
}
