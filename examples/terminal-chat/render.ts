import { isStreamingError, matchEvent, type TokenUsage } from 'rxjs-chat-stream';
import type { DemoEvent } from './client.js';

/** Text for one of the two outputs: the answer goes to stdout, all that is about it to stderr. */
export interface Piece {
  readonly to: 'stdout' | 'stderr';
  readonly text: string;
}

/** Makes the text of a run; it writes nothing itself. */
export interface Renderer {
  readonly event: (event: DemoEvent) => readonly Piece[];
  /** A line beside the answer, like one of the server's log. */
  readonly note: (line: string) => readonly Piece[];
  /** Ends a line that is unfinished, because no more events come. */
  readonly stop: () => readonly Piece[];
  /** The same, and the line that says why. */
  readonly fail: (error: unknown) => readonly Piece[];
}

const stdout = (text: string): Piece => ({ to: 'stdout', text });
const stderr = (text: string): Piece => ({ to: 'stderr', text });

/** One event per line on stdout, as JSON. */
export const jsonRenderer = (): Renderer => ({
  event: (event) => [stdout(`${JSON.stringify(event)}\n`)],
  note: (line) => [stderr(`${line}\n`)],
  stop: () => [],
  fail: (error) => [stderr(`${errorLine(error)}\n`)],
});

/** For eyes. On a terminal both outputs share the screen, so each starts a new line where the other has left one open. */
export function terminalRenderer(colours: boolean): Renderer {
  const styled = (code: number, text: string): string =>
    colours ? `\u001b[${code}m${text}\u001b[0m` : text;
  const dim = (text: string): string => styled(2, text);
  const red = (text: string): string => styled(31, text);

  // Whose unfinished line the cursor is on.
  let cursor: 'content' | 'reasoning' | undefined;
  // Whether the last line on stdout is unfinished; lines on stderr may have come behind it.
  let answerOpen = false;
  // Lines that wait for the end of the answer's line; a newer one of the same kind replaces an older one.
  const waiting = new Map<string, string>();

  // On stderr, because stdout is to carry the answer as it is.
  const breakLine = (): readonly Piece[] => {
    if (cursor === undefined) return [];
    cursor = undefined;
    return [stderr('\n')];
  };
  const takeWaiting = (): readonly Piece[] => {
    const lines = [...waiting.values()];
    waiting.clear();
    return lines.map((line) => stderr(dim(`${line}\n`)));
  };
  const note = (line: string, kind = line): readonly Piece[] => {
    waiting.set(kind, line);
    return cursor === undefined ? takeWaiting() : [];
  };
  const stop = (): readonly Piece[] => {
    const onAnswer = cursor === 'content';
    if (onAnswer) cursor = undefined;
    const end = answerOpen ? [stdout('\n')] : [];
    answerOpen = false;
    return [...end, ...breakLine(), ...takeWaiting()];
  };

  const showContent = (text: string): readonly Piece[] => {
    if (text === '') return [];
    const before = cursor === 'reasoning' ? [...breakLine(), ...takeWaiting()] : [];
    const lineEnd = text.lastIndexOf('\n') + 1;
    answerOpen = lineEnd < text.length;
    cursor = answerOpen ? 'content' : undefined;
    return [
      ...before,
      ...(lineEnd > 0 ? [stdout(text.slice(0, lineEnd)), ...takeWaiting()] : []),
      ...(answerOpen ? [stdout(text.slice(lineEnd))] : []),
    ];
  };

  const showReasoning = (text: string): readonly Piece[] => {
    if (text === '') return [];
    const before = cursor === 'content' ? breakLine() : [];
    const label = '[reasoning] ';
    const first = cursor === undefined ? label : '';
    cursor = text.endsWith('\n') ? undefined : 'reasoning';
    return [...before, stderr(dim(first + text.replaceAll(/\n(?!$)/g, `\n${label}`)))];
  };

  return {
    event: matchEvent({
      content: ({ text }) => showContent(printable(text)),
      reasoning: ({ text }) => showReasoning(printable(text)),
      toolCall: ({ name, argumentsText }) => [
        ...breakLine(),
        ...note(printable(`[toolCall] ${name} ${argumentsText}`)),
      ],
      tps: ({ tps, source }) => note(`[tps] ${tps.toFixed(1)} tokens/s (${source})`, 'tps'),
      usage: ({ usage }) => note(`[usage] ${usageText(usage)}`, 'usage'),
      reset: ({ attempt }) => [...stop(), ...note(`[reset] attempt ${attempt} starts over`)],
      done: ({ finishReason }) => [
        ...stop(),
        ...note(finishReason === undefined ? '[done]' : `[done] ${finishReason}`),
      ],
    }),
    note,
    stop,
    fail: (error) => [...stop(), stderr(`${red(errorLine(error))}\n`)],
  };
}

const usageText = ({ inputTokens, outputTokens, totalTokens }: TokenUsage): string =>
  `${inputTokens ?? '?'} in, ${outputTokens ?? '?'} out, ${totalTokens ?? '?'} total tokens`;

// A server's text must not move the cursor or change colours.
const printable = (text: string): string => text.replaceAll(/[^\P{Cc}\n\t]/gu, '');

/** An error in one line: class, code, message, and what else tells it apart. */
function errorLine(error: unknown): string {
  if (!isStreamingError(error)) return oneLine(String(error));
  const details = [
    ...(error.kind === 'api' && error.status !== undefined ? [`status ${error.status}`] : []),
    ...(error.kind === 'api' && error.serverCode !== undefined ? [error.serverCode] : []),
    ...(error.attempt > 1 ? [`attempt ${error.attempt}`] : []),
  ];
  const suffix = details.length === 0 ? '' : ` (${details.join(', ')})`;
  return oneLine(`${error.name} ${error.code}: ${error.message}${suffix}`);
}

const oneLine = (text: string): string => printable(text.replaceAll(/\s+/g, ' '));
