/** One field that was wrong, by JSON pointer. */
export type FieldError = { readonly path: string; readonly code: string; readonly message: string };

/** Closed list of why a command is turned down; the edge maps each to a problem of its own. */
export const REJECTIONS = [
  'not_found',
  'forbidden',
  'validation_failed',
  'wrong_state',
  'order_not_open',
  'not_in_log_yet',
  'version_conflict',
  'driver_taken',
  'driver_refused',
  'off_duty',
  'driver_busy',
  'not_offered',
  'not_visible_yet',
  'offer_taken',
  'offer_cancelled',
  'offer_expired',
  'offer_declined',
  'offer_withdrawn',
  'consent_required',
  'access_not_approved',
  'rate_limited',
  'asked_too_soon',
  'carries_an_order',
  'driver_erased',
  'already_rated',
  'policy_invalid',
  'policy_change_large',
  'idempotency_key_required',
  'idempotency_key_reused',
  'city_unknown',
] as const;
export type RejectionCode = (typeof REJECTIONS)[number];

/**
 * A command that was understood and turned down. Thrown, so that the transaction it is in rolls
 * back: refused input changes nothing.
 */
export class Rejection extends Error {
  override readonly name = 'Rejection';

  constructor(
    readonly code: RejectionCode,
    message: string,
    readonly errors: readonly FieldError[] = [],
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }
}

export const notFound = (what: string, id: string): Rejection =>
  new Rejection('not_found', `There is no ${what} ${id} that you may see.`);
