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
