import { isStreamingError, matchEvent, type TokenUsage } from 'rxjs-chat-stream';
import type { DemoEvent } from './client.js';

/** Text for one of the two outputs: the answer goes to stdout, all else to stderr. */
export interface Output {
  readonly to: 'stdout' | 'stderr';
  readonly text: string;
}

/** Turns the events of a run into text; does not write it. */
export interface Renderer {
  readonly event: (event: DemoEvent) => readonly Output[];
  /** A line that does not belong to the answer, such as one of the server's log. */
  readonly note: (line: string) => readonly Output[];
  /** Ends an open line: there are no more events. */
  readonly stop: () => readonly Output[];
  /** Ends an open line, and adds one that describes the error. */
  readonly fail: (error: unknown) => readonly Output[];
}

const stdout = (text: string): Output => ({ to: 'stdout', text });
const stderr = (text: string): Output => ({ to: 'stderr', text });

/** Writes one event per line, as JSON. */
export const jsonRenderer = (): Renderer => ({
  event: (event) => [stdout(`${JSON.stringify(event)}\n`)],
  note: (line) => [stderr(`${line}\n`)],
  stop: () => [],
  fail: (error) => [stderr(`${errorLine(error)}\n`)],
});

/**
 * Writes text for people. On a terminal both outputs share the screen, so each starts a new line if
 * the other has left one open.
 */
export function terminalRenderer(colours: boolean): Renderer {
  const styled = (code: number, text: string): string =>
    colours ? `\u001b[${code}m${text}\u001b[0m` : text;
  const dim = (text: string): string => styled(2, text);
  const red = (text: string): string => styled(31, text);

  // The type of the open line that the cursor is on.
  let cursor: 'content' | 'reasoning' | undefined;
  // Whether the last line on stdout is open; lines on stderr may have come after it.
  let answerOpen = false;
  // Notes that wait for the end of an open line; one of each kind, the newest.
  const waiting = new Map<string, string>();

  // On stderr, so that stdout has nothing but the answer.
  const breakLine = (): readonly Output[] => {
    if (cursor === undefined) return [];
    cursor = undefined;
    return [stderr('\n')];
  };
  const takeWaiting = (): readonly Output[] => {
    const lines = [...waiting.values()];
    waiting.clear();
    return lines.map((line) => stderr(dim(`${line}\n`)));
  };
  const note = (line: string, kind = line): readonly Output[] => {
    waiting.set(kind, line);
    return cursor === undefined ? takeWaiting() : [];
  };
  const stop = (): readonly Output[] => {
    const onAnswer = cursor === 'content';
    if (onAnswer) cursor = undefined;
    const end = answerOpen ? [stdout('\n')] : [];
    answerOpen = false;
    return [...end, ...breakLine(), ...takeWaiting()];
  };

  const showContent = (text: string): readonly Output[] => {
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

  const showReasoning = (text: string): readonly Output[] => {
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
        ...stop(),
        ...note(printable(`[toolCall] ${name} ${argumentsText}`)),
      ],
      toolResult: ({ id, name, result }) => [
        ...stop(),
        ...note(printable(`[toolResult] ${name ?? id} ${JSON.stringify(result)}`)),
      ],
      source: ({ url, title, id }) => [
        ...breakLine(),
        ...note(printable(`[source] ${title ?? ''} ${url ?? id ?? ''}`)),
      ],
      file: ({ mediaType, name }) => [
        ...breakLine(),
        ...note(printable(`[file] ${mediaType} ${name ?? ''}`)),
      ],
      tps: ({ tps, source }) => note(`[tps] ${tps.toFixed(1)} tokens/s (${source})`, 'tps'),
      usage: ({ usage }) => note(`[usage] ${usageText(usage)}`, 'usage'),
      providerState: ({ protocol }) => note(printable(`[providerState] of ${protocol}`)),
      retrying: ({ attempt, delayMs }) =>
        note(`[retrying] attempt ${attempt} follows in ${Math.round(delayMs)} ms`),
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

// Without control characters, with which a server could move the cursor or change colours.
const printable = (text: string): string => text.replaceAll(/[^\P{Cc}\n\t]/gu, '');

/** Describes an error in one line: class, code, message, status and attempt. */
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
