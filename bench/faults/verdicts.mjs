// Turns an observation into the text of a cell. Nothing here knows which client was observed.

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
const count = (posts) => `${posts.length} POST${posts.length === 1 ? '' : 's'}`;

const errorNames = ({ errors }) => [...new Set(errors.map(({ name }) => name))].join(' and ');

const outcome = (seen) => {
  const failed = seen.errors.length > 0 ? `error ${errorNames(seen)}` : '';
  if (seen.end === 'failed') return failed;
  if (seen.end === 'completed') return failed ? `${failed}, then ends normally` : 'ends normally';
  if (seen.posts.length > 1) {
    return [failed, `still re-POSTing after ${seconds(seen.bound)}`].filter(Boolean).join(', ');
  }
  return [failed, 'hangs'].filter(Boolean).join(', then ');
};

const textNote = ({ text, got }) => {
  if (!got.startsWith(text)) return 'partial text lost';
  return text !== '' && got.startsWith(text + text) ? 'text repeated' : '';
};

const join = (...parts) => parts.filter(Boolean).join(', ');

const unhandledNote = ({ unhandled }) =>
  unhandled > 0 ? `${unhandled} unhandled rejection${unhandled === 1 ? '' : 's'}` : '';

const withNotes = (seen, ...parts) => join(...parts, textNote(seen), unhandledNote(seen));

/** How it ended, and the number of POSTs if there were several. */
export const ending = (seen) =>
  withNotes(seen, outcome(seen), seen.posts.length > 1 ? count(seen.posts) : '');

/** How it ended, and whether an error carries the server's message. */
export const keeping = (message) => (seen) =>
  join(
    ending(seen),
    seen.errors.some(({ shown }) => shown.includes(message))
      ? "server's message kept"
      : "server's message lost",
  );

/** Whether text after the malformed event was delivered. */
export const malformed = (seen) =>
  join(ending(seen), seen.got.length > seen.text.length ? 'continues after it' : '');

/** Whether the whole text was delivered. */
export const complete = (seen) =>
  seen.end === 'completed' && seen.errors.length === 0 && seen.got === seen.text
    ? 'complete'
    : ending(seen);

/** How often the prompt was sent, and how it ended. */
export const posting = (seen) => withNotes(seen, count(seen.posts), outcome(seen));

/**
 * Like {@link posting}; also how soon the prompt was sent again, and whether an error reports how
 * long the server asked to wait.
 */
export const waiting = (wait) => (seen) => {
  // The client may be waiting as the server asked.
  if (seen.end === 'bound' && seen.errors.length === 0) {
    return join(count(seen.posts), `nothing within ${seconds(seen.bound)}`);
  }
  const reported = new RegExp(`retry-?after(ms)?\\W{1,8}${wait}(000)?\\b`, 'i');
  const [first, second] = seen.posts;
  return join(
    posting(seen),
    // The delays have jitter.
    second === undefined
      ? ''
      : `second after about ${seconds(Math.round((second - first) / 500) * 500)}`,
    seen.errors.some(({ shown }) => reported.test(shown)) ? 'wait reported' : 'wait not reported',
  );
};

/** How it ended, and what the other origin received. */
export const redirecting = (prompt, apiKey) => (seen) => {
  const sent = [
    ['prompt', prompt],
    ['key', apiKey],
  ].filter(([, text]) => seen.elsewhere.some((post) => post.includes(text)));
  const names = sent.map(([name]) => name).join(' and ');
  return join(ending(seen), names === '' ? 'nothing sent there' : `${names} sent there`);
};

/** Where the key can be read. */
export const leaking = (seen) => {
  const places = [...new Set(seen.errors.flatMap(({ leaks }) => leaks)), ...seen.logLeaks];
  return join(
    outcome(seen),
    places.length > 0 ? `key in ${places.join(', ')}` : 'key not shown',
    seen.posts.length > 0 ? count(seen.posts) : '',
    unhandledNote(seen),
  );
};

// Rounded, since finer differences would come from the machine.
const coarse = (ms) => {
  const step = [50, 250, 1000].find((step) => ms < step);
  return step === undefined ? `after ${seconds(ms)}` : `within ${step} ms`;
};

const afterCancel = { completed: 'ends normally', failed: 'error', bound: 'silent' };

/** How soon the server saw the close, and how the client ended for its caller. */
export const cancelling = (seen) =>
  join(
    seen.closedAfter === undefined ? 'connection stays open' : `closed ${coarse(seen.closedAfter)}`,
    seen.errors.length > 0 ? `error ${errorNames(seen)}` : afterCancel[seen.end],
    unhandledNote(seen),
  );
