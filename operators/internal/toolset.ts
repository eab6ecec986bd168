import { fieldsOf, itemsOf, textIn } from '../../src/json/json.js';
import type { ReplyToolCall } from '../../src/reply/reply.js';
import type { ChatRequest } from '../../src/request/request.js';
import { aName } from '../../src/request/toolFaults.js';
import type { JsonSchema, ToolDefinition } from '../../src/request/tools.js';
import { jsonSchemaOf } from '../../src/schema/jsonSchemaOf.js';
import { isSchema } from '../../src/schema/schema.js';
import { assertOptions } from '../../src/validation.js';
import { badOutput, type PreparedCall, prepareCall, running, waiting } from './preparedCall.js';
import type { Tool } from './tool.js';

/** The tools of a loop. */
export interface Toolset {
  readonly has: (name: string) => boolean;
  /** The tools to send: those of the request, and these. One of these replaces its namesake. */
  readonly definitions: (request: ChatRequest) => readonly ToolDefinition[];
  /** Decides what is to be done about a call in the answer to a request, or in its history. */
  readonly prepare: (
    call: ReplyToolCall,
    request: ChatRequest,
    isApproved?: boolean,
  ) => PreparedCall;
}

const aTool = {
  is: (value: unknown) => isSchema(fieldsOf(value)['input']),
  words: 'a tool, as `tool` makes it',
};

const parametersOf = (name: string, { parameters, input }: Tool): JsonSchema => {
  if (parameters) return parameters;
  try {
    return jsonSchemaOf(input);
  } catch (cause) {
    const { message } = Object(cause);
    throw new TypeError(`withTools: ${name} needs \`parameters\`: ${message}`, { cause });
  }
};

const definitionOf = ([name, tool]: readonly [string, Tool]): ToolDefinition => ({
  name,
  ...(tool.description && { description: tool.description }),
  parameters: parametersOf(name, tool),
});

/**
 * Makes a toolset.
 * @throws TypeError for a name that is not valid, and a tool without a JSON Schema
 */
export function toolset(tools: Readonly<Record<string, Tool>>): Toolset {
  // A map, since an object also has what its prototype has.
  const known = new Map(Object.entries(tools));
  for (const [name, tool] of known) {
    assertOptions('withTools', { 'the name of a tool': name }, { 'the name of a tool': aName });
    assertOptions('withTools', { [name]: tool }, { [name]: aTool });
  }
  const own = [...known].map(definitionOf);

  const isOther = (each: unknown): boolean => !known.has(textIn(fieldsOf(each)['name']));

  const definitions: Toolset['definitions'] = ({ tools: others }) => {
    // What is malformed stays, for the protocol to refuse.
    if (!Array.isArray(others ?? [])) return others ?? [];
    return [...(others ?? []).filter(isOther), ...own];
  };

  return {
    has: (name) => known.has(name),
    definitions,
    prepare: (call, request, isApproved = false) => {
      // The provider asks the user: a call of its own, such as one of MCP.
      if (call.approvalId) return waiting(call);
      const tool = known.get(call.name);
      if (tool) return prepareCall(call, tool, isApproved);
      const names = definitions(request).map(({ name }) => name);
      // Calls of the provider's tools, such as a shell, have names of their own.
      const hasMore = itemsOf(fieldsOf(request.extraBody)['tools']).length > 0;
      if (names.includes(call.name) || hasMore) return waiting(call);
      return running(call, () => {
        throw badOutput(`There is no such tool. These are the tools: ${names.join(', ')}`);
      });
    },
  };
}
