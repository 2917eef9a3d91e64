import { fieldsOf, type Class, type Field } from './field.js';
import { under, type Findings } from './findings.js';

/** Deeper than anything of ours, and no deeper than a stack can follow. */
export const DEPTH_MAX = 20;

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** How many known names a message about an unknown one lists. */
const NAMES_SHOWN = 30;

export type Shaping = {
  readonly findings: Findings;
  /** Path and query values arrive as text; bodies never do. */
  readonly coerce: boolean;
  /** Checks one row of a list to the end. */
  readonly checkRow: (of: Class, row: unknown, path: string) => object | undefined;
};

export type JsonObject = { readonly [key: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** True, and told, when the key could reach an object's prototype. */
export function isForbidden(key: string, path: string, findings: Findings): boolean {
  if (!FORBIDDEN_KEYS.has(key)) return false;
  findings.add(under(path, key), 'forbidden_key', 'this name is not accepted in any object');
  return true;
}

export function unknownField(of: Class, key: string, path: string, findings: Findings): void {
  const names = [...fieldsOf(of).keys()].slice(0, NAMES_SHOWN);
  const known = names.length === 0 ? 'no field' : names.join(', ');
  findings.add(under(path, key), 'unknown_field', `expected no such field; known here: ${known}`);
}

/**
 * Copies raw input into an instance of its class, following the declared fields and nothing else,
 * and tells what has no place in it: unknown and dangerous names, lists and objects where none
 * belong, lists too long to look through. What the values are is for the class's own checks
 * afterwards.
 */
export function shape(of: Class, raw: unknown, path: string, shaping: Shaping): object | undefined {
  if (!isObject(raw)) {
    shaping.findings.expected(path, 'wrong_type', 'an object', raw);
    return undefined;
  }
  const fields = fieldsOf(of);
  for (const key of Object.keys(raw)) {
    if (shaping.findings.full) break;
    if (isForbidden(key, path, shaping.findings) || fields.has(key)) continue;
    unknownField(of, key, path, shaping.findings);
  }
  const instance = new of();
  for (const [name, field] of fields) {
    const given = Object.hasOwn(raw, name) ? raw[name] : undefined;
    const value =
      given === undefined ? field.fallback : shapeValue(field, given, under(path, name), shaping);
    if (value !== undefined) Reflect.set(instance, name, value);
  }
  return instance;
}

function shapeValue(field: Field, value: unknown, path: string, shaping: Shaping): unknown {
  const { kind } = field;
  if (value === null) return null;
  switch (kind.is) {
    case 'scalar': {
      if (typeof value !== 'object') {
        const coerce = shaping.coerce && field.place !== 'body' && typeof value === 'string';
        return coerce ? coerced(kind.schema['type'], value) : value;
      }
      shaping.findings.expected(path, 'wrong_type', field.expected, value);
      return undefined;
    }
    case 'object':
      return shape(kind.of(), value, path, shaping);
    case 'list':
      return shapeList(field, kind, value, path, shaping);
    case 'values':
    case 'counts':
      return isFlat(value) ? value : misshapen(field, value, path, shaping.findings);
    case 'json':
      checkDepth(value, path, depthOf(path), shaping.findings);
      return value;
  }
}

function shapeList(
  field: Field,
  { of, max }: Extract<Field['kind'], { is: 'list' }>,
  value: unknown,
  path: string,
  shaping: Shaping,
): unknown {
  if (!Array.isArray(value)) return misshapen(field, value, path, shaping.findings);
  if (value.length > max) {
    shaping.findings.expected(path, 'too_many', field.expected, value);
    return undefined;
  }
  const rows: unknown[] = [];
  for (const [index, row] of value.entries()) {
    if (shaping.findings.full) break;
    rows.push(shaping.checkRow(of(), row, under(path, index)));
  }
  return rows;
}

function misshapen(field: Field, value: unknown, path: string, findings: Findings): undefined {
  findings.expected(path, 'wrong_type', field.expected, value);
  return undefined;
}

/**
 * A list or object whose members are neither; then no check afterwards can be led into the deep.
 */
const isFlat = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((member) => typeof member !== 'object' || member === null);

/** Strict: what is not spelled like the type stays text, and the type's check then refuses it. */
function coerced(type: unknown, text: string): unknown {
  if (type === 'integer') return /^-?\d+$/.test(text) ? Number(text) : text;
  if (type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

const depthOf = (path: string): number => path.split('/').length - 1;

function checkDepth(value: unknown, path: string, depth: number, findings: Findings): void {
  if (typeof value !== 'object' || value === null || findings.full) return;
  if (depth >= DEPTH_MAX) {
    findings.add(path, 'too_deep', `expected at most ${DEPTH_MAX} levels of lists and objects`);
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    if (!Array.isArray(value) && isForbidden(key, path, findings)) continue;
    checkDepth(member, under(path, key), depth + 1, findings);
  }
}
