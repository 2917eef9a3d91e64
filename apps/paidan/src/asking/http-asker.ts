import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  fieldsOf,
  IDEMPOTENCY_KEY,
  operationById,
  type AnswerOf,
  type InputOf,
  type OperationId,
  type ProblemBody,
} from '#libs/contracts';
import type { TokenDesk, Who } from '../installation.js';
import { Refused, type Asker } from './asker.js';
import { httpCall } from './http-call.js';

const ATTEMPTS_MAX = 5;
const RETRY_MS = 200;
const UNAVAILABLE = 503;

/** Asks over HTTP. A busy service, or one that was cut off, is asked again with the same key. */
export class HttpAsker implements Asker {
  constructor(
    private readonly url: string,
    private readonly tokens: TokenDesk,
  ) {}

  async ask<Id extends OperationId>(
    id: Id,
    who: Who,
    input: InputOf<Id>,
    key: string = randomUUID(),
  ): Promise<AnswerOf<Id>> {
    const { method, idempotency } = operationById(id);
    const { path, body } = requestOf(id, input);
    const headers = {
      authorization: `Bearer ${await this.tokens.of(who)}`,
      ...(idempotency === 'none' ? {} : { [IDEMPOTENCY_KEY]: key }),
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    };
    const url = new URL(path, this.url);
    for (let attempt = 1; ; attempt++) {
      const last = attempt === ATTEMPTS_MAX;
      const answer = await httpCall(url, { method, headers, body }).catch((cause: unknown) => {
        if (last) throw new Error(`${this.url} does not answer`, { cause });
        return null;
      });
      if (answer !== null && (answer.status !== UNAVAILABLE || last)) {
        if (answer.status < 300) return answer.body as AnswerOf<Id>;
        throw new Refused(answer.status, answer.body as ProblemBody);
      }
      await delay(RETRY_MS * attempt);
    }
  }
}

/** Each field where the catalogue says it travels. */
function requestOf(id: OperationId, input: object): { path: string; body: string | null } {
  const { input: shape, path: template, unsafe } = operationById(id);
  const values = new Map<string, unknown>(Object.entries(input));
  const query = new URLSearchParams();
  const body: Record<string, unknown> = {};
  let path = template;
  for (const [name, { place }] of fieldsOf(shape)) {
    const value = values.get(name);
    if (value === undefined) continue;
    if (place === 'body') body[name] = value;
    else if (place === 'query') query.set(name, String(value));
    else path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
  }
  const sent = Object.keys(body).length > 0 || (unsafe && hasBody(id));
  return {
    path: query.size === 0 ? path : `${path}?${query}`,
    body: sent ? JSON.stringify(body) : null,
  };
}

const hasBody = (id: OperationId): boolean =>
  [...fieldsOf(operationById(id).input).values()].some(({ place }) => place === 'body');
