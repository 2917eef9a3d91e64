import { headers } from '@nats-io/transport-node';
import type { Msg, MsgHdrs } from '@nats-io/transport-node';
import { headerSafe, problemHeaders } from './problem.js';
import type { Problem } from './problem.js';

/**
 * The sender chooses where the answer goes, and the answer is sent with our permissions: a reply
 * subject in the system's tree or in our own would let him write there.
 */
export function replySubjectAllowed(reply: string, prefix: string): boolean {
  const ownTree = `${prefix.split('.', 1)[0]}.`;
  return !reply.startsWith('$') && !reply.startsWith(ownTree);
}

export function sendValue(
  message: Msg,
  answer: { value: unknown; headers: MsgHdrs | null; nestId: string | null },
): void {
  if (message.reply === undefined) return;
  const written = answer.headers ?? headers();
  if (!written.has('Content-Type')) written.set('Content-Type', 'application/json');
  echoRequestId(message, written);
  const body = answer.value ?? null;
  message.respond(
    JSON.stringify(
      answer.nestId === null ? body : { response: body, isDisposed: true, id: answer.nestId },
    ),
    { headers: written },
  );
}

export function sendProblem(message: Msg, problem: Problem, nestId: string | null): void {
  if (message.reply === undefined) return;
  const written = problemHeaders(problem);
  if (problem.requestId === undefined) echoRequestId(message, written);
  else written.set('X-Request-Id', headerSafe(problem.requestId));
  const body = { ...problem, retryAfterSeconds: undefined };
  message.respond(
    JSON.stringify(nestId === null ? body : { err: body, isDisposed: true, id: nestId }),
    { headers: written },
  );
}

/** Both sides find one request under one id, also when it was refused before anything read it. */
function echoRequestId(message: Msg, written: MsgHdrs): void {
  const requestId = message.headers?.get('X-Request-Id');
  if (requestId === undefined || requestId === '' || written.has('X-Request-Id')) return;
  written.set('X-Request-Id', headerSafe(requestId));
}
