import { retryOnNetwork } from '../../../dist/node/operators/index.js';
import { streamingChatClient } from './streamingChat.mjs';

export const client = streamingChatClient('ours with `retryOnNetwork()`', retryOnNetwork());
