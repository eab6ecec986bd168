import { bench, bundleSize, root } from './bundleSize.mjs';

const ours = "export { sendStreamingChat } from 'rxjs-chat-stream';";

/** For each client, the import that an application needs at least. */
const imports = [
  { name: 'ours, rxjs included', code: ours, from: root },
  { name: 'ours, rxjs excluded', code: ours, from: root, external: ['rxjs'] },
  { name: 'openai', code: "export { default } from 'openai';", from: bench },
  { name: '@anthropic-ai/sdk', code: "export { default } from '@anthropic-ai/sdk';", from: bench },
  {
    name: 'ai with @ai-sdk/openai-compatible',
    code: `
      export { streamText } from 'ai';
      export { createOpenAICompatible } from '@ai-sdk/openai-compatible';
    `,
    from: bench,
  },
  {
    name: '@ag-ui/client (with its own rxjs)',
    code: "export { HttpAgent } from '@ag-ui/client';",
    from: bench,
  },
  {
    name: '@microsoft/fetch-event-source',
    code: "export { fetchEventSource } from '@microsoft/fetch-event-source';",
    from: bench,
  },
];

/** Measures each minimal import: minified, and minified and gzipped. */
export const measurePeers = () =>
  Promise.all(
    imports.map(async ({ name, ...bundle }) => ({ name, ...(await bundleSize(bundle)) })),
  );
