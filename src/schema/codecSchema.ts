import type * as t from 'io-ts';
import type { Fields } from '../json/json.js';
import { allOf, isOfFields } from './allOf.js';
import { anyOf, only } from './anyOf.js';
import { alternatives, isOptional, structureOf } from './structureOf.js';

/**
 * The JSON Schema of a codec, made of its structure. What a predicate checks besides is not in it.
 * @param refuse throws for the codec at this path, which has no JSON Schema
 */
export function codecSchema(
  codec: t.Any,
  refuse: (path: string, codecName: string) => never,
): Fields {
  const definitions = new Map<t.Any, { readonly name: string; schema: Fields }>();

  const objectOf = (
    props: t.Props,
    isRequired: (codec: t.Any) => boolean,
    path: string,
  ): Fields => {
    const present = Object.entries(props).filter(([, each]) => alternatives(each).length > 0);
    const required = present.filter(([, each]) => isRequired(each)).map(([name]) => name);
    return {
      type: 'object',
      properties: Object.fromEntries(
        present.map(([name, each]) => [name, schemaOf(each, `${path}.${name}`)]),
      ),
      ...(required.length > 0 && { required }),
    };
  };

  const reference = (recursive: t.RecursiveType<t.Mixed>, path: string): Fields => {
    let known = definitions.get(recursive);
    if (known === undefined) {
      const label = recursive.name.replace(/\W+/g, '_');
      const taken = new Set([...definitions.values()].map(({ name }) => name));
      // Codecs may share a name.
      let name = label;
      while (taken.has(name)) name += '_';
      known = { name, schema: {} };
      definitions.set(recursive, known);
      known.schema = schemaOf(recursive.type, path);
    }
    return { $ref: `#/$defs/${known.name}` };
  };

  const schemaOf = (each: t.Any, path: string): Fields => {
    const structure = structureOf(each);
    switch (structure._tag) {
      case 'NullType':
      case 'StringType':
      case 'NumberType':
      case 'BooleanType':
        return { type: structure._tag.replace('Type', '').toLowerCase() };
      case 'UnknownType':
      case 'AnyType':
        return {};
      case 'ObjectType':
      case 'AnyDictionaryType':
        return { type: 'object' };
      case 'AnyArrayType':
        return { type: 'array' };
      case 'LiteralType':
        return only(typeof structure.value, [structure.value]);
      case 'KeyofType':
        return only('string', Object.keys(structure.keys));
      case 'ArrayType':
      case 'ReadonlyArrayType':
        return { type: 'array', items: schemaOf(structure.type, `${path}[]`) };
      case 'TupleType':
        return {
          type: 'array',
          prefixItems: structure.types.map((type, at) => schemaOf(type, `${path}[${at}]`)),
          minItems: structure.types.length,
          maxItems: structure.types.length,
        };
      case 'InterfaceType':
        return objectOf(structure.props, (type) => !isOptional(type), path);
      case 'PartialType':
        return objectOf(structure.props, () => false, path);
      case 'DictionaryType': {
        const value = schemaOf(structure.codomain, `${path}.*`);
        const { enum: names } = schemaOf(structure.domain, path);
        return Array.isArray(names)
          ? {
              type: 'object',
              properties: Object.fromEntries(names.map((name) => [name, value])),
              ...(!isOptional(structure.codomain) && { required: names }),
            }
          : { type: 'object', additionalProperties: value };
      }
      case 'UnionType': {
        const types = alternatives(structure);
        if (types.length === 0) return refuse(path, each.name);
        return anyOf(types.map((type) => schemaOf(type, path)));
      }
      case 'IntersectionType':
        return allOf(structure.types.map((type) => schemaOf(type, path)));
      case 'ExactType': {
        const inner = schemaOf(structure.type, path);
        // Beside a list of schemas, it would forbid the fields of them all.
        return isOfFields(inner) ? { ...inner, additionalProperties: false } : inner;
      }
      case 'ReadonlyType':
        return schemaOf(structure.type, path);
      case 'RefinementType':
        return /^Int(?:eger)?$/.test(structure.name)
          ? { type: 'integer' }
          : schemaOf(structure.type, path);
      case 'RecursiveType':
        return reference(structure, path);
      default:
        return refuse(path, each.name);
    }
  };

  const schema = schemaOf(codec, 'schema');
  if (definitions.size === 0) return schema;
  const $defs = Object.fromEntries(
    [...definitions.values()].map((each) => [each.name, each.schema]),
  );
  // Providers want the type of the whole at its top.
  const own = definitions.get(codec)?.schema;
  return { ...(own ?? schema), $defs };
}
