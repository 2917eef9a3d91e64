import type { FieldError } from './fields/findings.js';

type ProblemType = { readonly status: number; readonly title: string; readonly advice: string };

/**
 * Everything that can go wrong, as RFC 9457 problem types. A code is a promise: it keeps its
 * meaning and its status, and is never renamed.
 */
export const PROBLEMS = {
  validation_failed: {
    status: 400,
    title: 'Some fields do not hold',
    advice: '`errors` names each field by JSON pointer, what was expected and what came.',
  },
  malformed_json: {
    status: 400,
    title: 'Not JSON',
    advice: 'Send UTF-8 encoded JSON.',
  },
  idempotency_key_required: {
    status: 400,
    title: 'No Idempotency-Key',
    advice: 'Send the header with a value of your own, 1 to 128 characters, new for each intent.',
  },
  city_unknown: {
    status: 400,
    title: 'No such city',
    advice: 'Use the first four digits of a GB/T 2260 code, or leave it out beside a position.',
  },
  unauthenticated: {
    status: 401,
    title: 'No valid token',
    advice: 'Send `Authorization: Bearer` with a token of this realm.',
  },
  token_expired: {
    status: 401,
    title: 'The token has expired',
    advice: 'Ask for a new one and repeat; the same Idempotency-Key is fine.',
  },
  forbidden: {
    status: 403,
    title: 'Not for this role',
    advice: 'Each operation lists the roles that may call it.',
  },
  consent_required: {
    status: 403,
    title: 'A consent is missing',
    advice: 'The driver may give it, or go on without: set a place by hand.',
  },
  access_not_approved: {
    status: 403,
    title: 'Nobody has approved this access',
    advice: 'Ask for it (`access.request`); somebody else approves it for some hours.',
  },
  not_found: {
    status: 404,
    title: 'Nothing there that you may see',
    advice: "What belongs to somebody else is answered like what doesn't exist.",
  },
  unknown_subject: {
    status: 404,
    title: 'No operation has this subject',
    advice: '`$SRV.INFO` and /asyncapi.json list the subjects.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Not with this method',
    advice: 'The Allow header lists those that exist here.',
  },
  wrong_state: {
    status: 409,
    title: 'Not in this state',
    advice: 'Read the order again: it has moved on, or is not there yet.',
  },
  order_not_open: {
    status: 409,
    title: 'The order is no longer open',
    advice: 'It was awarded, cancelled, or has expired.',
  },
  not_in_log_yet: {
    status: 409,
    title: 'Not in the log yet',
    advice: 'A decision gets its place in the log within a second or two; ask again.',
  },
  version_conflict: {
    status: 409,
    title: 'Changed meanwhile',
    advice: 'Read it again and repeat with the new version.',
  },
  driver_taken: {
    status: 409,
    title: 'The truck is taken',
    advice: 'The driver holds another order; choose another, or wait.',
  },
  driver_refused: {
    status: 409,
    title: 'The driver may not have this order',
    advice: '`detail` names the rule, its threshold and the value.',
  },
  off_duty: {
    status: 409,
    title: 'Not on duty',
    advice: 'The driver comes on duty first.',
  },
  driver_busy: {
    status: 409,
    title: 'Your truck is taken',
    advice: 'Deliver what you carry, or give it back, before you take another order.',
  },
  not_offered: {
    status: 404,
    title: 'Never offered to you',
    advice: 'Only who was offered an order can accept it. What exists is told to nobody else.',
  },
  not_visible_yet: {
    status: 409,
    title: 'Not shown to you yet',
    advice: 'Better placed drivers see it first; Retry-After says how long.',
  },
  offer_taken: {
    status: 409,
    title: 'Another driver was first',
    advice: 'The order is his. Your place in later decisions is what it was.',
  },
  offer_cancelled: {
    status: 409,
    title: 'The order was cancelled',
    advice: 'Nobody got it, and it counts against nobody.',
  },
  offer_expired: {
    status: 409,
    title: 'The offer has run out',
    advice: 'It may be offered to you again while the order is open.',
  },
  offer_declined: {
    status: 409,
    title: 'You declined it, or gave it back',
    advice: 'It may be offered to you again on other terms.',
  },
  offer_withdrawn: {
    status: 409,
    title: 'The terms have changed',
    advice: 'The order is offered anew on the terms it has now.',
  },
  already_rated: {
    status: 409,
    title: 'Already rated',
    advice: 'Each side rates an order once.',
  },
  payload_too_large: {
    status: 413,
    title: 'Too large',
    advice: 'Send at most 256 KiB; split batches.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Not this media type',
    advice: 'Send `Content-Type: application/json`.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The Idempotency-Key was used for something else',
    advice: 'A new intent needs a new key.',
  },
  policy_invalid: {
    status: 422,
    title: 'The policy does not hold',
    advice: '`errors` names each place in the document.',
  },
  policy_change_large: {
    status: 409,
    title: 'A weight changes by more than a fifth',
    advice: 'Make a shadow run of this policy (`policy.shadow`), read it, and insist with `force`.',
  },
  unprocessable: {
    status: 422,
    title: 'Understood, but not possible',
    advice: '`detail` says why.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many',
    advice: 'Wait as long as Retry-After says.',
  },
  carries_an_order: {
    status: 409,
    title: 'He carries an order',
    advice: 'Deliver it or give it back first.',
  },
  driver_erased: {
    status: 410,
    title: 'Erased, and never to come back',
    advice: 'This id was erased on demand. Who comes back comes under a new one.',
  },
  asked_too_soon: {
    status: 409,
    title: 'Asked for consent too soon after a no',
    advice: 'Leave the driver in peace until the time in `detail`; he may agree by himself.',
  },
  internal: {
    status: 500,
    title: 'Our mistake',
    advice: 'Tell us the request id. Nothing was changed.',
  },
  unavailable: {
    status: 503,
    title: 'Not now',
    advice: 'Repeat after a moment with the same Idempotency-Key.',
  },
} as const satisfies Readonly<Record<string, ProblemType>>;

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES: readonly ProblemCode[] = Object.keys(PROBLEMS).filter(isProblemCode);

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/**
 * Errors of one field as a problem carries them. The edge adds codes of its own to those of the
 * fields, so the code is any text here.
 */
export type ProblemError = Omit<FieldError, 'code'> & { readonly code: string };

/**
 * RFC 9457, with the code once more for those who do not parse URIs. Same body over HTTP and NATS.
 */
export type ProblemBody = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly requestId?: string;
  readonly errors?: readonly ProblemError[];
};

export function problemBody(
  code: ProblemCode,
  {
    detail,
    requestId = null,
    errors = [],
  }: {
    readonly detail?: string;
    readonly requestId?: string | null;
    readonly errors?: readonly ProblemError[];
  } = {},
): ProblemBody {
  const { status, title, advice } = PROBLEMS[code];
  return {
    type: `/problems/${code}`,
    title,
    status,
    detail: detail ?? advice,
    code,
    ...(requestId === null ? {} : { requestId }),
    ...(errors.length === 0 ? {} : { errors }),
  };
}
