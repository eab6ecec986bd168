import { streamingChatClient } from './streamingChat.mjs';

export const client = streamingChatClient('ours');
