import { headers } from '@nats-io/transport-node';
import type { MsgHdrs } from '@nats-io/transport-node';

/** The body of every refusal, RFC 9457; the same on HTTP and NATS. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly requestId?: string;
  /** Told as a header; not part of the body. */
  readonly retryAfterSeconds?: number;
};

/** What can go wrong before an operation is reached. */
export const TRANSPORT_PROBLEMS = [
  'malformed_json',
  'payload_too_large',
  'unknown_subject',
  'unavailable',
  'internal',
] as const;
export type TransportProblemCode = (typeof TRANSPORT_PROBLEMS)[number];

/**
 * Builds the body; the service passes the one that its HTTP side uses, so that both say the same.
 */
export type ProblemFactory = (code: TransportProblemCode, detail: string) => Problem;

/** What a handler or filter threw, when it is a problem already; null for anything else. */
export function problemIn(thrown: unknown): Problem | null {
  if (typeof thrown !== 'object' || thrown === null) return null;
  if (!('status' in thrown) || !('title' in thrown)) return null;
  const { status, title } = thrown;
  if (typeof title !== 'string' || !Number.isInteger(status)) return null;
  return thrown as Problem;
}

/** What over-full queues need to empty, where the problem itself says nothing. */
const RETRY_AFTER_SECONDS = 1;

/** The headers that clients of NATS services look at before they read the body. */
export function problemHeaders(problem: Problem): MsgHdrs {
  const written = headers();
  written.set('Nats-Service-Error', headerSafe(problem.title));
  written.set('Nats-Service-Error-Code', String(problem.status));
  written.set('Content-Type', 'application/problem+json');
  const { status, retryAfterSeconds = status === 503 ? RETRY_AFTER_SECONDS : null } = problem;
  if (retryAfterSeconds !== null) written.set('Retry-After', String(retryAfterSeconds));
  return written;
}

/** A line break in a header would start the next header. */
export function headerSafe(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 256);
}
