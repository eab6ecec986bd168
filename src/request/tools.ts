/** A [JSON Schema](https://json-schema.org). `jsonSchemaOf` makes one of a codec or schema. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A tool that the model may call. */
export interface ToolDefinition {
  /** 1 to 64 of the characters `A-Z a-z 0-9 _ -`. */
  readonly name: string;
  /** When to call it, and what it returns. */
  readonly description?: string | undefined;
  /** The arguments: an object. */
  readonly parameters: JsonSchema;
  /** Whether the provider must keep the arguments to the schema. */
  readonly strict?: boolean | undefined;
}

/** Whether the model calls tools: as it likes, never, at least one, or this one. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

/** What the answer is: text, or JSON. */
export type ResponseFormat =
  | { readonly type: 'text' }
  | {
      readonly type: 'json';
      /** 1 to 64 of the characters `A-Z a-z 0-9 _ -`. */
      readonly name?: string | undefined;
      readonly schema?: JsonSchema | undefined;
      /** Whether the provider must keep the answer to the schema. */
      readonly strict?: boolean | undefined;
    };
