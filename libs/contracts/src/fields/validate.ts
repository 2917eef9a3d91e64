import { validateSync, type ValidationError } from 'class-validator';
import type { CheckContext } from './decorate.js';
import { fieldsOf, FIELD_PLACES, type Class, type Field, type FieldPlace } from './field.js';
import { Findings, under, type FieldError } from './findings.js';
import { holds } from './holds.js';
import { isForbidden, isObject, shape, unknownField, type Shaping } from './shape.js';

export type Validated<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

export type Source = 'http' | 'nats';

/**
 * The one way in: raw input either becomes an instance of its class, complete and within bounds, or
 * a list of what is wrong. Nothing at all counts as an object without fields.
 */
export function validateInput<T extends object>(
  of: Class<T>,
  raw: unknown,
  { source }: { readonly source: Source },
): Validated<T> {
  const findings = new Findings();
  const value = check(of, raw === undefined ? {} : raw, '', findings, source === 'http');
  return verdict(value, findings);
}

/**
 * The same for a request that comes in three parts. Each field is taken from its own part only, so
 * that a body cannot overrule the id in the path.
 */
export function validateRequest<T extends object>(
  of: Class<T>,
  parts: Readonly<Record<FieldPlace, unknown>>,
): Validated<T> {
  const findings = new Findings();
  const merged = merge(of, parts, findings);
  const value = merged === undefined ? undefined : check(of, merged, '', findings, true);
  return verdict(value, findings);
}

function verdict<T>(value: T | undefined, { errors }: Findings): Validated<T> {
  return value === undefined || errors.length > 0 ? { ok: false, errors } : { ok: true, value };
}

function merge(
  of: Class,
  parts: Readonly<Record<FieldPlace, unknown>>,
  findings: Findings,
): Record<string, unknown> | undefined {
  const fields = fieldsOf(of);
  const merged: Record<string, unknown> = {};
  for (const place of FIELD_PLACES) {
    const part = parts[place] === undefined ? {} : parts[place];
    if (!isObject(part)) {
      findings.expected('', 'wrong_type', `an object as ${place}`, part);
      return undefined;
    }
    for (const [key, value] of Object.entries(part)) {
      const field = fields.get(key);
      if (findings.full) break;
      if (isForbidden(key, '', findings)) continue;
      if (field === undefined) unknownField(of, key, '', findings);
      else if (field.place === place) merged[key] = value;
      else
        findings.add(
          under('', key),
          'misplaced',
          `expected in the ${field.place}, came in the ${place}`,
        );
    }
  }
  return merged;
}

function check<T extends object>(
  of: Class<T>,
  raw: unknown,
  path: string,
  findings: Findings,
  coerce: boolean,
): T | undefined {
  const shaping: Shaping = {
    findings,
    coerce,
    checkRow: (rowClass, row, rowPath) => check(rowClass, row, rowPath, findings, coerce),
  };
  const found = findings.errors.length;
  const instance = shape(of, raw, path, shaping);
  if (!(instance instanceof of)) return undefined;
  if (findings.errors.length === found && holds(of, instance)) return instance;
  // class-validator takes a class without any check for a mistake; ours are simply empty.
  if (fieldsOf(of).size === 0) return instance;
  report(of, validateSync(instance, { validationError: { target: false } }), path, findings);
  return instance;
}

function report(
  of: Class,
  errors: readonly ValidationError[],
  path: string,
  findings: Findings,
): void {
  const fields = fieldsOf(of);
  for (const error of errors) {
    const field = fields.get(error.property);
    const at = under(path, error.property);
    // Where the shape was wrong already, what is missing in the copy is no second mistake.
    if (field === undefined || findings.has(at)) continue;
    const code = firstCode(error);
    if (code !== undefined) reportOne(field, code, error.value, at, findings);
    reportNested(field, error.children ?? [], at, findings);
  }
}

function firstCode(error: ValidationError): CheckContext['code'] | undefined {
  const contexts: CheckContext[] = Object.values(error.contexts ?? {});
  return contexts[0]?.code;
}

function reportOne(
  field: Field,
  code: CheckContext['code'],
  value: unknown,
  at: string,
  findings: Findings,
): void {
  if (value === undefined) {
    findings.expected(at, 'required', field.expected, value);
  } else if (code === 'not_one_of' && field.kind.is === 'values' && Array.isArray(value)) {
    const { values } = field.kind;
    for (const [index, item] of value.entries()) {
      if (values.includes(item)) continue;
      findings.expected(under(at, index), code, `one of ${values.join(', ')}`, item);
    }
  } else {
    findings.expected(at, code, field.expected, value);
  }
}

function reportNested(
  { kind }: Field,
  children: readonly ValidationError[],
  at: string,
  findings: Findings,
): void {
  if (kind.is === 'object') report(kind.of(), children, at, findings);
}
