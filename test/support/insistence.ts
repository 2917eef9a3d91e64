import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, headers } from '@nats-io/transport-node';
import {
  AUTHORIZATION,
  IDEMPOTENCY_KEY,
  inboxPrefix,
  requestSubject,
  type OperationId,
} from '#libs/contracts';
import type { Role } from './client.js';
import type { TestService } from './service.js';

export type Answered = { readonly status: number; readonly text: string };
/** One call that may be sent any number of times under one key. */
export type Call = (key: string) => Promise<Answered>;
export type Kept = Answered & { readonly key: string; readonly call: Call };

const ONE_TRY_MS = 10_000;
/** A few hundred clients that all ask again at once would keep the service from starting. */
const PAUSE_MS = 300;

/**
 * A client as every client should be: it sends the same call with the same key until it is
 * answered, and takes neither silence nor 503 for an answer.
 */
export class Insistence {
  /** All that was answered, to be asked again in the end. */
  readonly kept: Kept[] = [];
  unanswered = 0;
  private readonly unavailable: Answered[] = [];

  constructor(private readonly withinMs: number) {}

  /** 503s on the way, for looking at how they were told. */
  get refusedForNow(): readonly Answered[] {
    return this.unavailable;
  }

  async send(call: Call): Promise<Kept> {
    const key = randomUUID();
    const deadline = Date.now() + this.withinMs;
    for (;;) {
      const answer = await call(key).catch((error: unknown) => {
        if (Date.now() > deadline) throw error;
        this.unanswered += 1;
        return null;
      });
      if (answer !== null && answer.status !== 503) {
        const kept = { ...answer, key, call };
        this.kept.push(kept);
        return kept;
      }
      if (answer !== null) this.unavailable.push(answer);
      if (Date.now() > deadline) throw new Error(`unavailable for ${this.withinMs} ms`);
      await delay(PAUSE_MS);
    }
  }
}

export const bodyOf = <T>({ text }: Answered): T => JSON.parse(text) as T;

export const overHttp =
  (
    service: TestService,
    [role, subject]: readonly [Role, string],
    method: string,
    path: string,
    body?: unknown,
  ): Call =>
  async (key) => {
    const response = await fetch(`${service.url}${path}`, {
      method,
      signal: AbortSignal.timeout(ONE_TRY_MS),
      headers: {
        authorization: `Bearer ${await service.tokens.sign(role, subject)}`,
        'idempotency-key': key,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  };

/** Connects anew for each try: the embedded broker comes back at another address. */
export const overNats =
  (
    service: TestService,
    [role, subject]: readonly [Role, string],
    operation: OperationId,
    input: object,
  ): Call =>
  async (key) => {
    const { url, passwords } = await service.natsAddress();
    const connection = await connect({
      servers: url,
      user: 'gateway',
      pass: passwords.gateway,
      inboxPrefix: inboxPrefix('gateway'),
      reconnect: false,
      timeout: 2_000,
    });
    try {
      const sent = headers();
      sent.set(AUTHORIZATION, `Bearer ${await service.tokens.sign(role, subject)}`);
      sent.set(IDEMPOTENCY_KEY, key);
      const reply = await connection.request(requestSubject(operation), JSON.stringify(input), {
        headers: sent,
        timeout: 5_000,
      });
      const code = reply.headers?.get('Nats-Service-Error-Code') ?? '';
      return { status: code === '' ? 200 : Number(code), text: reply.string() };
    } finally {
      await connection.close().catch(() => undefined);
    }
  };
