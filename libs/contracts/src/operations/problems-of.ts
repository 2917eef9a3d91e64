import { fieldsOf } from '../fields/field.js';
import { PROBLEM_CODES, type ProblemCode } from '../problems.js';
import type { Operation } from './operation.js';

/** Everything an operation may answer instead of success, in the registry's order. */
export function problemsOf({ input, unsafe, idempotency, problems }: Operation): ProblemCode[] {
  const fields = [...fieldsOf(input).values()];
  const possible = new Set<ProblemCode>([
    'validation_failed',
    'unauthenticated',
    'token_expired',
    'forbidden',
    'rate_limited',
    'internal',
    'unavailable',
    ...problems,
  ]);
  if (fields.some(({ place }) => place === 'path')) possible.add('not_found');
  if (unsafe) {
    possible.add('malformed_json');
    possible.add('payload_too_large');
    possible.add('unsupported_media_type');
  }
  if (idempotency === 'required') possible.add('idempotency_key_required');
  if (idempotency !== 'none') possible.add('idempotency_key_reused');
  return PROBLEM_CODES.filter((code) => possible.has(code));
}
