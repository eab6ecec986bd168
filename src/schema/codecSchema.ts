import type * as t from 'io-ts';
import { type Fields, isFields } from '../json/json.js';
import { structureOf } from './structureOf.js';

const isUndefined = (codec: t.Any): boolean => structureOf(codec)._tag === 'UndefinedType';

/** The alternatives of a codec. */
const alternatives = (codec: t.Any): readonly t.Any[] => {
  const structure = structureOf(codec);
  return structure._tag === 'UnionType' ? structure.types.flatMap(alternatives) : [codec];
};

const only = (type: string, values: readonly unknown[]): Fields => ({ type, enum: values });

const anyOf = (schemas: readonly Fields[]): Fields => {
  const [first = {}] = schemas;
  if (schemas.length === 1) return first;
  // Some providers know `enum`, but not lists of alternatives.
  return schemas.every((each) => Array.isArray(each['enum']) && each['type'] === first['type'])
    ? only(String(first['type']), [...new Set(schemas.flatMap(({ enum: values }) => values))])
    : { anyOf: schemas };
};

const allOf = (schemas: readonly Fields[]): Fields => {
  const names = schemas.flatMap(({ properties }) => Object.keys(Object(properties)));
  const canMerge =
    new Set(names).size === names.length &&
    schemas.every((each) => each['type'] === 'object' && isFields(each['properties']));
  if (!canMerge) return { allOf: schemas };
  const required = schemas.flatMap((each) => each['required'] ?? []);
  return {
    type: 'object',
    properties: Object.assign({}, ...schemas.map(({ properties }) => properties)),
    ...(required.length > 0 && { required }),
  };
};

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
    const present = Object.entries(props).filter(([, each]) => !isUndefined(each));
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
      const isTaken = [...definitions.values()].some(({ name }) => name === label);
      known = { name: isTaken ? `${label}_${definitions.size}` : label, schema: {} };
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
        return objectOf(structure.props, (type) => !alternatives(type).some(isUndefined), path);
      case 'PartialType':
        return objectOf(structure.props, () => false, path);
      case 'DictionaryType': {
        const value = schemaOf(structure.codomain, `${path}.*`);
        const { enum: names } = schemaOf(structure.domain, path);
        return Array.isArray(names)
          ? {
              type: 'object',
              properties: Object.fromEntries(names.map((name) => [name, value])),
              required: names,
            }
          : { type: 'object', additionalProperties: value };
      }
      case 'UnionType':
        return anyOf(
          alternatives(structure)
            .filter((type) => !isUndefined(type))
            .map((type) => schemaOf(type, path)),
        );
      case 'IntersectionType':
        return allOf(structure.types.map((type) => schemaOf(type, path)));
      case 'ExactType':
        return { ...schemaOf(structure.type, path), additionalProperties: false };
      case 'ReadonlyType':
        return schemaOf(structure.type, path);
      case 'RefinementType':
        return structure.name === 'Int' ? { type: 'integer' } : schemaOf(structure.type, path);
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
