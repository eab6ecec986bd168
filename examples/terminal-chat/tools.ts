import * as t from 'io-ts';
import { tool } from 'rxjs-chat-stream/operators';

/** The tools that the demo offers to the model. */
export const tools = {
  clock: tool({
    description: 'The time of day in a time zone, such as Europe/Berlin.',
    input: t.type({ timeZone: t.string }),
    run: ({ timeZone }) => ({
      time: new Date().toLocaleTimeString('en-GB', { timeZone, timeStyle: 'short' }),
    }),
  }),
};
