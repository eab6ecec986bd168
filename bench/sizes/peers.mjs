import { bundleSize, folder, root } from './bundle.mjs';

const here = folder('..');

const ours = "export { sendStreamingChat } from 'rxjs-chat-stream';";

/** What an application that imports nothing else of a client would ship. */
const imports = [
  { name: 'ours, rxjs included', code: ours, from: root },
  { name: 'ours, rxjs excluded', code: ours, from: root, external: ['rxjs'] },
  { name: 'openai', code: "export { default } from 'openai';", from: here },
  { name: '@anthropic-ai/sdk', code: "export { default } from '@anthropic-ai/sdk';", from: here },
  {
    name: 'ai with @ai-sdk/openai-compatible',
    code: `
      export { streamText } from 'ai';
      export { createOpenAICompatible } from '@ai-sdk/openai-compatible';
    `,
    from: here,
  },
  {
    name: '@ag-ui/client (has its own rxjs)',
    code: "export { HttpAgent } from '@ag-ui/client';",
    from: here,
  },
  {
    name: '@microsoft/fetch-event-source',
    code: "export { fetchEventSource } from '@microsoft/fetch-event-source';",
    from: here,
  },
];

/** The bytes of each minimal import, minified and after gzip. */
export const measurePeers = () =>
  Promise.all(
    imports.map(async ({ name, ...bundle }) => ({ name, ...(await bundleSize(bundle)) })),
  );
