/** A DTO class. Its constructor takes nothing: values are set after they were checked. */
export type Class<T extends object = object> = new () => T;

export type JsonSchema = { readonly [keyword: string]: unknown };

/** Where a field travels over HTTP. Over NATS every field is in the payload. */
export const FIELD_PLACES = ['path', 'query', 'body'] as const;
export type FieldPlace = (typeof FIELD_PLACES)[number];

export type Kind =
  | {
      readonly is: 'scalar';
      readonly schema: JsonSchema;
      /** What JSON Schema has no words for. */
      readonly also?: (value: unknown) => boolean;
    }
  | { readonly is: 'object'; readonly of: () => Class }
  | {
      readonly is: 'list';
      readonly of: () => Class;
      readonly min: number;
      readonly max: number;
    }
  | {
      readonly is: 'values';
      readonly values: readonly string[];
      readonly unique: boolean;
      readonly min: number;
      readonly max: number;
    }
  | { readonly is: 'counts'; readonly keys: readonly string[] }
  | { readonly is: 'json'; readonly schema: JsonSchema };

/**
 * What one decorator says of one property. Schema, checks, messages and examples all come from
 * here.
 */
export type Field = {
  readonly name: string;
  readonly place: FieldPlace;
  readonly optional: boolean;
  readonly nullable: boolean;
  /** Taken when the field is absent; undefined when there is none. */
  readonly fallback: string | number | boolean | undefined;
  /** Ends the sentence "expected …" in every message about this field. */
  readonly expected: string;
  readonly description: string | undefined;
  /** Undefined leaves the field out of the class's example. */
  readonly example: unknown;
  readonly kind: Kind;
};

export type ClassNotes = { readonly description: string };

const declared = new WeakMap<object, Field[]>();
const notes = new WeakMap<object, ClassNotes>();
const collected = new WeakMap<Class, ReadonlyMap<string, Field>>();

export function declareField(owner: object, field: Field): void {
  const fields = declared.get(owner) ?? [];
  fields.push(field);
  declared.set(owner, fields);
}

/** The fields of a class by name, those it inherits first. */
export function fieldsOf(of: Class): ReadonlyMap<string, Field> {
  const known = collected.get(of);
  if (known !== undefined) return known;
  const fields = new Map<string, Field>();
  for (const owner of lineage(of)) {
    for (const field of declared.get(owner) ?? []) fields.set(field.name, field);
  }
  collected.set(of, fields);
  return fields;
}

function lineage(of: Class): object[] {
  const owners: object[] = [];
  for (let owner: object | null = of; owner !== null; owner = Object.getPrototypeOf(owner)) {
    owners.unshift(owner);
  }
  return owners;
}

/** Says in a sentence what a class stands for; ends up as the description of its schema. */
export function Describes(description: string): ClassDecorator {
  return (target) => {
    notes.set(target, { description });
  };
}

export const descriptionOf = (of: Class): string | undefined => notes.get(of)?.description;
