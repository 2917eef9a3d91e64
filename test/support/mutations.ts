// What a careless or hostile caller makes of a valid input, worked out from the same declarations
// that check it: a field that is added to the catalogue brings its own cases.
import {
  exampleOf,
  fieldsOf,
  schemaOf,
  type Class,
  type Field,
  type FieldErrorCode,
  type JsonSchema,
  type Operation,
} from '#libs/contracts';
import type { Input, Transport } from './asking.js';

export type Mutation = {
  readonly name: string;
  readonly input: Input;
  /** JSON pointer of what is wrong, or of what holds it. */
  readonly path: string;
  /** Null where several codes would be true. */
  readonly code: FieldErrorCode | null;
};

type Wrong = { readonly as: string; readonly value: unknown; readonly code: FieldErrorCode | null };

const TOO_DEEP = 25;

/** Every way in which one field at a time can be wrong over one transport. */
export function mutationsOf(operation: Operation, base: Input, transport: Transport): Mutation[] {
  const mutations = inside(operation.input, base, '', (input) => input);
  if (transport === 'nats') return mutations;
  // Over HTTP, path and query are text: what is missing or of another type there is another text.
  const textual = [...fieldsOf(operation.input).values()].filter(({ place }) => place !== 'body');
  const names = new Set(textual.map(({ name }) => `/${name}`));
  return [
    ...mutations.filter(({ path }) => !names.has(path)),
    ...textual.flatMap((field) => inAddress(field, base)),
  ];
}

function inside(
  of: Class,
  value: Input,
  path: string,
  whole: (changed: Input) => Input,
): Mutation[] {
  const known = [...fieldsOf(of).values()].flatMap((field) => {
    const at = `${path}/${field.name}`;
    const put = (changed: unknown): Input => whole({ ...value, [field.name]: changed });
    const { [field.name]: _left, ...rest } = value;
    const missing: Mutation[] = field.optional
      ? []
      : [{ name: `without ${at}`, input: whole(rest), path: at, code: 'required' }];
    const wrong = wrongValues(field, schemaOf(of)).map(({ as, value: given, code }): Mutation => ({
      name: `${at} ${as}`,
      input: put(given),
      path: at,
      code,
    }));
    return [...missing, ...wrong, ...deeper(field, value[field.name], at, put)];
  });
  const strange = ['phone', 'status', 'constructor', 'prototype'].map((name): Mutation => {
    const forbidden = name === 'constructor' || name === 'prototype';
    return {
      name: `with ${path}/${name}`,
      // Computed, so that not even here a prototype is touched.
      input: whole({ ...value, [name]: forbidden ? 'x' : '13800138000' }),
      path: `${path}/${name}`,
      code: forbidden ? 'forbidden_key' : 'unknown_field',
    };
  });
  return [...known, ...strange.filter(({ path: at }) => !declared(of, at))];
}

const declared = (of: Class, at: string): boolean =>
  fieldsOf(of).has(at.slice(at.lastIndexOf('/') + 1));

function deeper(
  { kind }: Field,
  value: unknown,
  at: string,
  put: (changed: unknown) => Input,
): Mutation[] {
  if (kind.is === 'object') return inside(kind.of(), objectOr(kind.of(), value), at, put);
  if (kind.is !== 'list') return [];
  const [first, ...rest] = Array.isArray(value) ? (value as unknown[]) : [];
  return inside(kind.of(), objectOr(kind.of(), first), `${at}/0`, (changed) =>
    put([changed, ...rest]),
  );
}

const objectOr = (of: Class, value: unknown): Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Input)
    : exampleOf(of);

function wrongValues(field: Field, { properties }: JsonSchema): Wrong[] {
  const { kind, nullable, name } = field;
  const schema = (properties as Record<string, JsonSchema>)[name] ?? {};
  const nothing: Wrong[] = nullable ? [] : [{ as: 'null', value: null, code: null }];
  return [...nothing, ...byKind(field, kind, schema)];
}

function byKind({ example }: Field, kind: Field['kind'], schema: JsonSchema): Wrong[] {
  switch (kind.is) {
    case 'scalar':
      return scalar(schema);
    case 'object':
      return [wrongType('x'), wrongType(5), wrongType([])];
    case 'list': {
      const row = exampleOf(kind.of());
      return [
        wrongType('x'),
        wrongType({}),
        { as: 'of numbers', value: [1], code: null },
        ...(kind.min > 0 ? [{ as: 'empty', value: [], code: 'too_few' } as const] : []),
        {
          as: 'too long',
          value: Array.from({ length: kind.max + 1 }, () => row),
          code: 'too_many',
        },
      ];
    }
    case 'values': {
      const [word] = kind.values;
      return [
        wrongType('x'),
        wrongType({}),
        { as: 'with a stranger', value: ['nonsense'], code: null },
        { as: 'with a list', value: [[word]], code: 'wrong_type' },
        ...(kind.min > 0 ? [{ as: 'empty', value: [], code: 'too_few' } as const] : []),
        ...(kind.unique ? [{ as: 'twice', value: [word, word], code: null } as const] : []),
      ];
    }
    case 'json':
      return [
        wrongType('x'),
        wrongType([]),
        { as: 'too deep', value: nested(TOO_DEEP), code: 'too_deep' },
        {
          as: 'with a constructor',
          value: { ...Object(example), constructor: { prototype: {} } },
          code: 'forbidden_key',
        },
      ];
    case 'counts':
      return [wrongType('x')];
  }
}

function scalar(schema: JsonSchema): Wrong[] {
  const type = Array.isArray(schema['type']) ? (schema['type'] as unknown[])[0] : schema['type'];
  const shapes = [wrongType({}), wrongType([]), wrongType(['x'])];
  if (schema['enum'] !== undefined) {
    return [...shapes, { as: 'a stranger', value: 'nonsense', code: 'not_one_of' }, notOneOf(99)];
  }
  if (type === 'boolean') return [...shapes, wrongType('true'), wrongType(1)];
  if (type === 'string') return [...shapes, wrongType(5), wrongType(true), ...texts(schema)];
  const { minimum, maximum } = schema as { minimum: number; maximum: number };
  return [
    ...shapes,
    wrongType('5'),
    wrongType(true),
    { as: 'just too small', value: minimum - 1, code: 'too_small' },
    { as: 'just too large', value: maximum + 1, code: 'too_large' },
    { as: 'far too large', value: 1e300, code: 'too_large' },
    ...(type === 'integer' ? [{ as: 'broken', value: minimum + 0.5, code: null } as const] : []),
  ];
}

function texts({ minLength, maxLength, format }: JsonSchema): Wrong[] {
  if (format === 'date-time') {
    return ['yesterday', '2026-02-30T00:00:00Z', '2026-12-01T08:00:00'].map((value) => ({
      as: value,
      value,
      code: 'wrong_format' as const,
    }));
  }
  return [
    ...(Number(minLength) > 0 ? [{ as: 'empty', value: '', code: null }] : []),
    { as: 'too long', value: 'x'.repeat(Number(maxLength) + 1), code: null },
    { as: 'with a NUL', value: `a\u0000${'b'.repeat(Number(minLength))}`, code: null },
  ];
}

const TEXTS_IN_ADDRESS = ['no such thing', "'; DROP TABLE orders; --", '%00', '😀', '../../etc'];

function inAddress(field: Field, base: Input): Mutation[] {
  const { name, kind } = field;
  const at = `/${name}`;
  const put = (as: string, value: unknown): Mutation => ({
    name: `${at} ${as} in the address`,
    input: { ...base, [name]: value },
    path: at,
    code: null,
  });
  const schema = kind.is === 'scalar' ? kind.schema : {};
  const whole = schema['type'] === 'integer';
  const numeric = whole || schema['type'] === 'number';
  return [
    ...TEXTS_IN_ADDRESS.map((text) => put(JSON.stringify(text), text)),
    put('too long', 'x'.repeat(300)),
    ...(field.place === 'query' ? [put('twice', ['1', '2']), put('empty', '')] : []),
    ...(numeric
      ? [
          ...(whole ? ['1.5'] : []),
          '0x10',
          '1e2',
          Number(schema['minimum']) - 1,
          Number(schema['maximum']) + 1,
        ].map((value) => put(String(value), value))
      : []),
  ];
}

const wrongType = (value: unknown): Wrong => ({
  as: `as ${JSON.stringify(value)}`,
  value,
  code: null,
});
const notOneOf = (value: unknown): Wrong => ({ as: `as ${String(value)}`, value, code: null });

export const nested = (depth: number): unknown => (depth === 0 ? 1 : { deeper: nested(depth - 1) });
