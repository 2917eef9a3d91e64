/** Headers mean the same over HTTP and NATS; NATS clients must spell them as here. */
export const AUTHORIZATION = 'Authorization';
export const IDEMPOTENCY_KEY = 'Idempotency-Key';
export const REQUEST_ID = 'X-Request-Id';

/** Visible ASCII: fits a header, a log line and an index. */
export const IDEMPOTENCY_KEY_PATTERN = /^[\x21-\x7e]{1,128}$/;
/** Taken over from the caller into logs, events and problems, so it may hold no surprises. */
export const REQUEST_ID_PATTERN = /^[A-Za-z0-9._-]{1,64}$/;
