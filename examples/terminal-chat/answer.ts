import { type Call, callOf, type Tooling } from './toolRound.js';

/** What a request asks. */
export interface Question extends Tooling {
  readonly message: string;
  readonly model: string;
  readonly systemPrompt: string | undefined;
}

/** The text of one event. */
export interface Delta {
  readonly type: 'reasoning' | 'content';
  readonly text: string;
}

/** An answer as a model would stream it: one delta per token. */
export interface Answer {
  readonly model: string;
  readonly deltas: readonly Delta[];
  readonly inputTokens: number;
  /** The call of a tool with which it ends, if any. */
  readonly call?: Call;
}

/** Writes the answer of the embedded server. */
export function answerTo(question: Question): Answer {
  const { message, model, systemPrompt, tool, result } = question;
  const texts = [message, systemPrompt ?? '', result ?? ''];
  const inputTokens = texts.flatMap(words).length;
  if (result !== undefined) return { model, inputTokens, deltas: afterTool(result) };
  if (tool !== undefined) {
    return { model, inputTokens, deltas: beforeTool(message, tool), call: callOf(tool) };
  }
  return { model, inputTokens, deltas: introduction(question) };
}

const beforeTool = (message: string, tool: string): readonly Delta[] => [
  ...words(`The user says “${excerpt(message)}”. I have a tool for that.\n`).map(reasoning),
  ...words(`I ask the ${tool}.`).map(content),
];

const afterTool = (result: string): readonly Delta[] =>
  words(`The tool says \`${excerpt(result)}\`.
The app ran it, and sent me its result with my call.
`).map(content);

const introduction = ({ message, model, systemPrompt }: Question): readonly Delta[] => {
  const quoted = excerpt(message);
  const thought = `The user says “${quoted}”. I should say who I am, and show how I stream.\n`;
  const aside = 'This part comes inside the text, between tags that are cut in two.';
  const reply = `You said: \`${quoted}\`.

I am ${model}, a small server inside this demo. I do not know much, but I use real HTTP:
- each word is a \`content\` event, and this text grows as they come;
- my reasoning came first, partly as \`reasoning\` events
  and partly as text inside \`<think>\` tags;
- the client measures my tokens per second until the end,
  when I report the rate, if the protocol has it.

${
  systemPrompt === undefined
    ? 'Give me a --system prompt, and I will mention it.'
    : `My system prompt is “${excerpt(systemPrompt)}”, and I follow it as well as I can.`
}
Press Ctrl-C while I talk, and I notice at once. Or let me fail, with --fault.`;

  return [
    ...words(thought).map(reasoning),
    ...['<thi', 'nk>', ...words(aside), '</', 'think>', ...words(reply)].map(content),
  ];
};

const reasoning = (text: string): Delta => ({ type: 'reasoning', text });
const content = (text: string): Delta => ({ type: 'content', text });

const words = (text: string): readonly string[] => text.match(/\S+\s*/g) ?? [];

const LONGEST_EXCERPT = 60;

const excerpt = (text: string): string => {
  const characters = [...text.trim().replaceAll(/\s+/g, ' ')];
  return characters.length <= LONGEST_EXCERPT
    ? characters.join('')
    : `${characters.slice(0, LONGEST_EXCERPT).join('')}…`;
};
