/**
 * Makes a text filter that puts an empty `data` line behind each line that names one of the given events. An SSE parser
 * drops a block without data, but some servers end their stream with a bare `event: done`; behind this filter such a block
 * has data. A block that has data of its own gets an empty line more.
 *
 * The filter sees the stream in any pieces and changes nothing else.
 */
export function giveDataTo(names: readonly string[]): (text: string) => string {
  if (names.length === 0) return (text) => text;

  const line = new RegExp(`(?<![^\\r\\n])event: ?(?:${names.join('|')})(\\r\\n?|\\n)`, 'g');
  const longest = 'event: '.length + Math.max(...names.map((name) => name.length));
  // The end of the text so far that has no line end yet; one character over `longest` when it can be none of the lines.
  let open = '';

  return (text) => {
    const seen = open.length;
    const joined = open + text;
    const tail = joined.slice(-(longest + 1));
    open = tail.slice(Math.max(tail.lastIndexOf('\n'), tail.lastIndexOf('\r')) + 1);
    return names.some((name) => joined.includes(name))
      ? joined.replace(line, '$&data:$1').slice(seen)
      : text;
  };
}
