import { descriptionOf, fieldsOf, type Class, type Field, type JsonSchema } from './field.js';

export type SchemaOptions = {
  /** Answers how a nested class is referred to; by default it is written out in place. */
  readonly refer?: (of: Class) => JsonSchema;
  /** Input is closed; of answers, clients are to expect more fields later. */
  readonly closed?: boolean;
  readonly only?: (field: Field) => boolean;
};

/** JSON Schema 2020-12 of a class, from the same declarations that its input is checked with. */
export function schemaOf(of: Class, options: SchemaOptions = {}): JsonSchema {
  const { closed = true, only = (): boolean => true } = options;
  const fields = [...fieldsOf(of).values()].filter(only);
  const description = descriptionOf(of);
  const required = fields.filter(({ optional }) => !optional).map(({ name }) => name);
  return {
    type: 'object',
    ...(description === undefined ? {} : { description }),
    properties: Object.fromEntries(
      fields.map((field) => [field.name, schemaOfField(field, options)]),
    ),
    ...(required.length === 0 ? {} : { required }),
    ...(closed ? { additionalProperties: false } : {}),
  };
}

export function schemaOfField(field: Field, options: SchemaOptions = {}): JsonSchema {
  const { description, fallback, nullable, kind } = field;
  const plain = schemaOfKind(kind, options);
  const schema = nullable ? orNull(plain) : plain;
  return {
    ...schema,
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(kind.is === 'scalar' && field.example !== undefined ? { examples: [field.example] } : {}),
  };
}

function schemaOfKind(kind: Field['kind'], options: SchemaOptions): JsonSchema {
  const nested: SchemaOptions = { ...options, only: () => true };
  const refer = options.refer ?? ((of: Class): JsonSchema => schemaOf(of, nested));
  switch (kind.is) {
    case 'scalar':
    case 'json':
      return kind.schema;
    case 'object':
      return refer(kind.of());
    case 'list':
      return { type: 'array', items: refer(kind.of()), minItems: kind.min, maxItems: kind.max };
    case 'values':
      return {
        type: 'array',
        items: { type: 'string', enum: kind.values },
        minItems: kind.min,
        maxItems: kind.max,
        ...(kind.unique ? { uniqueItems: true } : {}),
      };
    case 'counts': {
      const count = { type: 'integer', minimum: 0 };
      return {
        type: 'object',
        properties: Object.fromEntries(kind.keys.map((key) => [key, count])),
        additionalProperties: false,
      };
    }
  }
}

function orNull(schema: JsonSchema): JsonSchema {
  const { type, enum: values, ...rest } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return {
    ...rest,
    type: [type, 'null'],
    ...(Array.isArray(values) ? { enum: [...values, null] } : {}),
  };
}

/**
 * An instance as a newcomer might send it: the examples of its fields, filters of a list left out.
 */
export function exampleOf(
  of: Class,
  only: (field: Field) => boolean = () => true,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...fieldsOf(of).values()]
      .filter((field) => only(field) && !(field.optional && field.place === 'query'))
      .map((field): [string, unknown] => [field.name, exampleOfField(field)])
      .filter(([, example]) => example !== undefined),
  );
}

export function exampleOfField({ kind, example, optional }: Field): unknown {
  if (example !== undefined) return example;
  if (kind.is === 'object') return optional ? undefined : exampleOf(kind.of());
  if (kind.is === 'list') return optional ? undefined : [exampleOf(kind.of())];
  return undefined;
}
