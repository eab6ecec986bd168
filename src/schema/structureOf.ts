import type * as t from 'io-ts';

/** The codecs of io-ts whose structure says what they accept; `_tag` tells them apart. */
type Structure =
  | t.NullType
  | t.StringType
  | t.NumberType
  | t.BooleanType
  | t.UnknownType
  | t.AnyType
  | t.ObjectType
  | t.AnyArrayType
  | t.AnyDictionaryType
  | t.UndefinedType
  | t.VoidType
  | t.LiteralType<string | number | boolean>
  | t.KeyofType<Record<string, unknown>>
  | t.ArrayType<t.Mixed>
  | t.ReadonlyArrayType<t.Mixed>
  | t.TupleType<t.Mixed[]>
  | t.InterfaceType<t.Props>
  | t.PartialType<t.Props>
  | t.DictionaryType<t.Mixed, t.Mixed>
  | t.UnionType<t.Mixed[]>
  | t.IntersectionType<t.Mixed[]>
  | t.ExactType<t.HasProps>
  | t.ReadonlyType<t.Mixed>
  | t.RefinementType<t.Mixed>
  | t.RecursiveType<t.Mixed>;

/** The structure of a codec. One of an app's own class has another `_tag`, or none. */
export const structureOf = (codec: t.Any): Structure => codec as Structure;

const isUndefined = (codec: t.Any): boolean =>
  /^(?:Undefined|Void)Type$/.test(structureOf(codec)._tag);

/** The alternatives of a codec that JSON has a value for. */
export const alternatives = (codec: t.Any): readonly t.Any[] => {
  const structure = structureOf(codec);
  if (structure._tag === 'UnionType') return structure.types.flatMap(alternatives);
  return isUndefined(codec) ? [] : [codec];
};

/** Whether a codec takes `undefined`, so that its field may be absent. */
export const isOptional = (codec: t.Any, within: ReadonlySet<t.Any> = new Set()): boolean => {
  const structure = structureOf(codec);
  switch (structure._tag) {
    case 'UnionType':
      return structure.types.some((type) => isOptional(type, within));
    case 'ReadonlyType':
    case 'RefinementType':
      return isOptional(structure.type, within);
    case 'RecursiveType':
      return !within.has(codec) && isOptional(structure.type, new Set([...within, codec]));
    default:
      return isUndefined(codec);
  }
};
