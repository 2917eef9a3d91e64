import { randomUUID } from 'node:crypto';
import { headers, type NatsConnection } from '@nats-io/transport-node';
import {
  AUTHORIZATION,
  IDEMPOTENCY_KEY,
  operationById,
  type AnswerOf,
  type InputOf,
  type OperationId,
  type ProblemBody,
} from '#libs/contracts';
import type { TokenDesk, Who } from '../installation.js';
import { Refused, type Asker } from './asker.js';

const ANSWER_MS = 15_000;

/** Asks over NATS, as a client in any language would: bare JSON there, bare JSON back. */
export class NatsAsker implements Asker {
  constructor(
    private readonly connection: NatsConnection,
    private readonly tokens: TokenDesk,
  ) {}

  async ask<Id extends OperationId>(
    id: Id,
    who: Who,
    input: InputOf<Id>,
    key: string = randomUUID(),
  ): Promise<AnswerOf<Id>> {
    const { subject, idempotency } = operationById(id);
    const sent = headers();
    sent.set(AUTHORIZATION, `Bearer ${await this.tokens.of(who)}`);
    if (idempotency !== 'none') sent.set(IDEMPOTENCY_KEY, key);
    const answer = await this.connection.request(subject, JSON.stringify(input), {
      timeout: ANSWER_MS,
      headers: sent,
    });
    const status = Number(answer.headers?.get('Nats-Service-Error-Code') || 0);
    if (status > 0) throw new Refused(status, answer.json<ProblemBody>());
    return answer.json<AnswerOf<Id>>();
  }
}
