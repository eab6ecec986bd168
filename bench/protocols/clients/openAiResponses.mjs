import OpenAI from 'openai';

const incompleteReasons = new Map([
  ['max_output_tokens', 'length'],
  ['content_filter', 'contentFilter'],
]);

const functionTypes = new Set(['function_call', 'custom_tool_call']);
const waitingTypes = new Set([
  ...functionTypes,
  'apply_patch_call',
  'computer_call',
  'local_shell_call',
  'mcp_approval_request',
]);
const isCall = ({ type }) => /_call$|^program$|^mcp_approval_request$/.test(type);

/** Fields that identify a call or tell what came of it. */
const notArguments = /^(id|type|status|call_id|output|outputs|result|results|error|environment)$/;

const argumentsOf = ({ type, ...item }) => {
  if (functionTypes.has(type) || type === 'mcp_call' || type === 'tool_search_call') {
    return item.arguments ?? item.input;
  }
  const { action, ...rest } = item;
  const { sources: _, ...what } = action ?? {};
  const fields = Object.entries({ ...rest, ...(action && { action: what }) });
  return Object.fromEntries(
    fields.filter(([name]) => !notArguments.test(name) && name !== 'fingerprint'),
  );
};

const callOf = (item) => {
  const json = argumentsOf(item);
  const isText = item.type === 'custom_tool_call' || typeof json !== 'string';
  return [
    functionTypes.has(item.type) || item.type === 'mcp_call' ? item.name : item.type,
    isText ? JSON.stringify(json) : json || '{}',
  ];
};

const isWaiting = (items) => (item) =>
  waitingTypes.has(item.type)
    ? !items.some(({ type, call_id }) => type === `${item.type}_output` && call_id === item.call_id)
    : item.execution === 'client' ||
      (item.type === 'shell_call' && !item.environment?.container_id);

const partsOf = (items) => items.flatMap(({ content }) => content ?? []);

const finishReasonOf = ({ status, incomplete_details: details }, items) => {
  if (status === 'incomplete' || details?.reason) {
    return incompleteReasons.get(details?.reason) ?? 'other';
  }
  if (partsOf(items).some(({ type }) => type === 'refusal')) return 'contentFilter';
  return items.filter(isCall).some(isWaiting(items)) ? 'toolCalls' : 'stop';
};

const isTold = (value) => value !== undefined && value !== null;

const isRun = (item) => item.type.endsWith('_output') || (isCall(item) && !isWaiting([])(item));

const resultOf = ({ type, action, error, output, outputs, results, result, tools }) => {
  const sources = action?.sources?.length ? action.sources : undefined;
  const given = error ?? output ?? outputs ?? results ?? sources;
  return given ?? (type.endsWith('_output') ? (result ?? tools) : undefined);
};

const isSealed = ({ encrypted_content: sealed, fingerprint, phase }) =>
  Boolean(sealed || fingerprint) || phase === 'commentary';

const isSentBack = (item) =>
  item.type !== 'mcp_list_tools' && (item.type !== 'reasoning' || isSealed(item));

/** Without what the helper adds. */
const withoutParsed = (item) =>
  JSON.parse(JSON.stringify(item), (name, value) =>
    name === 'parsed' || name === 'parsed_arguments' ? undefined : value,
  );

const answerOf = ({ texts, reasonings, items, response }) => {
  if (response?.status === 'failed') throw new Error('failed');
  const usage = response?.usage;
  const annotations = partsOf(items).flatMap((part) => part.annotations ?? []);
  return {
    text: texts.join(''),
    reasoning: reasonings.join(''),
    toolCalls: items
      .filter((item) => isCall(item) && item.type !== 'mcp_approval_request')
      .filter(isWaiting(items))
      .map(callOf),
    finishReason: response && finishReasonOf(response, items),
    usage: usage && {
      inputTokens: usage.input_tokens,
      outputTokens: usage.output_tokens,
      totalTokens: usage.total_tokens,
      reasoningTokens: usage.output_tokens_details?.reasoning_tokens,
      cachedInputTokens: usage.input_tokens_details?.cached_tokens,
    },
    results: items.filter(isRun).map(resultOf).filter(isTold),
    sources: annotations.map(
      ({ url, title, filename, file_id: id }) => url ?? title ?? filename ?? id,
    ),
    files: items
      .filter(({ type, result }) => type === 'image_generation_call' && result)
      .map(({ output_format: format, result }) => [`image/${format ?? 'png'}`, result]),
    state: items.some(isSealed) ? items.filter(isSentBack).map(withoutParsed) : undefined,
  };
};

const responses = (fetch) => new OpenAI({ apiKey: 'sk', maxRetries: 0, fetch }).responses;

const request = { model: 'm', input: 'Hi' };
const textsOf = (parts = []) => parts.map((part) => part.text ?? part.refusal ?? '');

const helper = {
  package: 'openai',
  method: 'responses.stream',
  read: async (fetch) => {
    const response = await responses(fetch).stream(request).finalResponse();
    const of = (only) => response.output.filter(({ type }) => type === only);
    return answerOf({
      texts: of('message').flatMap(({ content }) => textsOf(content)),
      reasonings: of('reasoning').flatMap(({ summary, content }) => [
        ...textsOf(summary),
        ...textsOf(content),
      ]),
      items: response.output,
      response,
    });
  },
};

/** Appends a delta to the text of its key. */
const append = (texts, key, delta) => texts.set(key, (texts.get(key) ?? '') + delta);

/** Joins the events as OpenAI's guide does, a text for each part. */
const events = {
  package: 'openai',
  method: 'responses.create',
  read: async (fetch) => {
    const texts = new Map();
    const reasonings = new Map();
    const items = [];
    let last;
    for await (const event of await responses(fetch).create({ ...request, stream: true })) {
      const { type, delta, item_id: id, item, response } = event;
      if (/^response\.(output_text|refusal)\.delta$/.test(type)) append(texts, id, delta);
      if (type === 'response.reasoning_text.delta') append(reasonings, id, delta);
      if (type === 'response.reasoning_summary_text.delta') {
        append(reasonings, `${id} ${event.summary_index}`, delta);
      }
      if (type === 'response.output_item.done') items.push(item);
      if (/^response\.(completed|incomplete|failed)$/.test(type)) last = response;
    }
    return answerOf({
      texts: [...texts.values()],
      reasonings: [...reasonings.values()],
      items,
      response: last,
    });
  },
};

export const clients = [helper, events];
