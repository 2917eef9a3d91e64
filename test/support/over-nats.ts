import { randomUUID } from 'node:crypto';
import { connect, headers, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import { inboxPrefix, OPERATIONS, requestSubject, validateInput, type Team } from '#libs/contracts';
import type { TestService } from './service.js';

export type Caller = readonly [role: string, subject: string];

/** Asks as any client would: bare JSON on a subject, a token in a header, as a team's user. */
export class OverNats {
  /** Operations that were answered well. */
  readonly answered = new Set<string>();
  /** Where an answer was not as the catalogue promises. */
  readonly broken: string[] = [];
  private readonly open: NatsConnection[] = [];

  constructor(private readonly service: TestService) {}

  async as(team: Team): Promise<NatsConnection> {
    const { url, passwords } = await this.service.natsAddress();
    const connection = await connect({
      ...{ servers: url, user: team, pass: passwords[team], inboxPrefix: inboxPrefix(team) },
      maxReconnectAttempts: 0,
    });
    this.open.push(connection);
    return connection;
  }

  async headersOf([role, subject]: Caller): Promise<MsgHdrs> {
    const written = headers();
    written.set('Authorization', `Bearer ${await this.service.tokens.sign(role, subject)}`);
    written.set('Idempotency-Key', randomUUID());
    return written;
  }

  /** For what must go well: the answer, held against the catalogue. */
  async ask<T>(through: NatsConnection, caller: Caller, id: string, payload: object): Promise<T> {
    const reply = await through.request(requestSubject(id), JSON.stringify(payload), {
      headers: await this.headersOf(caller),
      timeout: 5_000,
    });
    const error = reply.headers?.get('Nats-Service-Error-Code') ?? '';
    if (error !== '') throw new Error(`${id}: ${reply.string()}`);
    const promised = OPERATIONS.find((each) => each.id === id);
    if (promised === undefined) throw new Error(`no operation ${id}`);
    const answer = reply.json<T>();
    const checked = validateInput(promised.answer, answer, { source: 'nats' });
    if (!checked.ok) this.broken.push(`${id}: ${JSON.stringify(checked.errors)}`);
    this.answered.add(id);
    return answer;
  }

  async close(): Promise<void> {
    for (const connection of this.open) await connection.close();
  }
}
