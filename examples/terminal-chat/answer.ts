/** What an answer depends on. */
export interface Question {
  readonly message: string;
  readonly model: string;
  readonly systemPrompt: string | undefined;
}

/** One event that carries text. */
export interface Delta {
  readonly event: 'reasoning' | 'content';
  readonly text: string;
}

/** An answer as a model would give it: one delta per token, in order. */
export interface Answer {
  readonly model: string;
  readonly deltas: readonly Delta[];
  readonly inputTokens: number;
}

/** Makes the embedded server's answer. */
export function answerTo({ message, model, systemPrompt }: Question): Answer {
  const quoted = excerpt(message);
  const thought = `The user says “${quoted}”. I should say who I am, and show how I stream.\n`;
  const aside = 'This part comes inside the text, between tags that are cut in two.';
  const reply = `You said: \`${quoted}\`.

I am ${model}, a small server inside this demo. I do not know much, but I am real HTTP:
- each word is a \`content\` event, and this text grows as they come;
- what I thought first came as \`reasoning\`, partly as events of its own and partly in \`<think>\` tags;
- the client measures my tokens per second, until I tell it my own, where the protocol can.

${
  systemPrompt === undefined
    ? 'Give me a --system prompt, and I will mention it.'
    : `My system prompt is “${excerpt(systemPrompt)}”, and I keep to it as well as I can.`
}
Press Ctrl-C while I talk, and I notice at once. Or let me fail, with --fault.`;

  return {
    model,
    deltas: [
      ...words(thought).map(reasoning),
      ...['<thi', 'nk>', ...words(aside), '</', 'think>', ...words(reply)].map(content),
    ],
    inputTokens: words(message).length + words(systemPrompt ?? '').length,
  };
}

const reasoning = (text: string): Delta => ({ event: 'reasoning', text });
const content = (text: string): Delta => ({ event: 'content', text });

const words = (text: string): readonly string[] => text.match(/\S+\s*/g) ?? [];

const LONGEST_EXCERPT = 60;

const excerpt = (text: string): string => {
  const characters = [...text.trim().replaceAll(/\s+/g, ' ')];
  return characters.length <= LONGEST_EXCERPT
    ? characters.join('')
    : `${characters.slice(0, LONGEST_EXCERPT).join('')}…`;
};
