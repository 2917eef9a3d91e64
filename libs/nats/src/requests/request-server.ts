import { NatsContext, NatsRecord, Server, Transport } from '@nestjs/microservices';
import type { CustomTransportStrategy, MessageHandler } from '@nestjs/microservices';
import type { Msg, MsgHdrs, NatsConnection, Subscription } from '@nats-io/transport-node';
import { lastValueFrom } from 'rxjs';
import type { LogSampler } from '../log-sampler.js';
import type { NatsLog } from '../log.js';
import { Admission } from './admission.js';
import { readPayload } from './payload.js';
import type { Payload } from './payload.js';
import { problemIn } from './problem.js';
import type { Problem, ProblemFactory, TransportProblemCode } from './problem.js';
import { replySubjectAllowed, sendProblem, sendValue } from './reply.js';

export type Served = {
  readonly subject: string;
  readonly elapsedNs: number;
  readonly problem: Problem | null;
};

export type RequestServerSettings = {
  /** Whoever opened the connection closes it; this server only drains its own subscription. */
  readonly connection: NatsConnection;
  /** All request subjects start with it and a dot: `paidan.v1`. */
  readonly prefix: string;
  /** Instances in one group share the requests. */
  readonly queue: string;
  readonly log: NatsLog;
  readonly sampler: LogSampler;
  readonly problem: ProblemFactory;
  /** Hears of every message on a subject that an operation owns, for statistics. */
  readonly onServed?: (served: Served) => void;
  readonly limits?: Partial<typeof REQUEST_LIMITS>;
};

export const REQUEST_LIMITS = {
  /** As for HTTP bodies. */
  maxBytes: 256 * 1024,
  /** Our deepest body has five levels. */
  maxDepth: 16,
  /** Some ten times what the database works on at once: enough to keep it busy. */
  running: 256,
  runningPerSubject: 128,
  /** A burst that the service works off within seconds. */
  waiting: 4_096,
  waitingPerSubject: 2_048,
  waitingBytes: 32 * 1024 * 1024,
  /** Whoever asked has given up by then; working it off would only delay those who have not. */
  waitMs: 5_000,
  drainMs: 10_000,
};

/**
 * Nest's transport for requests of any client in any language (docs/decisions/0004). One
 * subscription takes the whole tree below the prefix, so that each message meets exactly one
 * answer, also one that no operation owns. What has no reply subject is handled as an event, and
 * what would be answered is sampled in the log instead.
 */
export class NatsRequestServer extends Server implements CustomTransportStrategy {
  override readonly transportId = Transport.NATS;
  readonly #settings: RequestServerSettings;
  readonly #limits: typeof REQUEST_LIMITS;
  readonly #admission: Admission;
  #subscription: Subscription | null = null;

  constructor(settings: RequestServerSettings) {
    super();
    this.#settings = settings;
    this.#limits = { ...REQUEST_LIMITS, ...settings.limits };
    this.#admission = new Admission(this.#limits);
  }

  /** Requests worked on and waiting for it, for metrics. */
  get load(): { running: number; waiting: number } {
    return { running: this.#admission.running, waiting: this.#admission.waiting };
  }

  override listen(callback: (error?: unknown) => void): void {
    const foreign = [...this.messageHandlers.keys()].filter((pattern) => !this.#owns(pattern));
    if (foreign.length > 0) {
      callback(
        new Error(
          `each request subject is one literal subject below ${this.#settings.prefix}; ` +
            `these are not: ${foreign.join(', ')}`,
        ),
      );
      return;
    }
    this.#subscription = this.#settings.connection.subscribe(`${this.#settings.prefix}.>`, {
      queue: this.#settings.queue,
      callback: (error, message) => {
        if (error === null) this.#receive(message);
        else this.#settings.log.error({ error: error.message }, 'the request subscription failed');
      },
    });
    this._status$.next('connected');
    callback();
  }

  /** Takes nothing new, answers what it took, and gives up on the rest when the time is over. */
  override async close(): Promise<void> {
    const subscription = this.#subscription;
    if (subscription === null) return;
    this.#subscription = null;
    const startedMs = performance.now();
    // `drain` waits for the broker's word, which never comes while the connection is down.
    await Promise.race([
      subscription.drain().catch(() => undefined),
      new Promise<void>((resolve) => {
        setTimeout(resolve, this.#limits.drainMs / 2).unref();
      }),
    ]);
    const spentMs = performance.now() - startedMs;
    const left = await this.#admission.drained(Math.max(0, this.#limits.drainMs - spentMs));
    if (left > 0) this.#settings.log.warn({ left }, 'requests were still in flight at the stop');
    this._status$.next('closed');
  }

  /** Part of Nest's contract; the connection's own status is logged where it was opened. */
  override on(): void {}

  override unwrap<T>(): T {
    return this.#settings.connection as T;
  }

  #owns(pattern: string): boolean {
    return pattern.startsWith(`${this.#settings.prefix}.`) && !/[*>\s]/.test(pattern);
  }

  #receive(message: Msg): void {
    const { subject } = message;
    if (message.reply !== undefined && !replySubjectAllowed(message.reply, this.#settings.prefix)) {
      this.#settings.sampler.warn('foreign_reply', {}, 'a request named a reply subject of ours');
      return;
    }
    const handler = this.messageHandlers.get(subject);
    const payload = readPayload(message.data, subject, this.#limits);
    const nestId = payload.kind === 'nest' ? payload.id : null;
    if (handler === undefined) {
      const detail = `No operation has the subject ${clip(subject)}.`;
      this.#refuse(message, 'unknown_subject', detail, nestId);
      return;
    }
    if (payload.kind === 'malformed' || payload.kind === 'too_large') {
      const code = payload.kind === 'malformed' ? 'malformed_json' : 'payload_too_large';
      this.#served(subject, 0, this.#refuse(message, code, payload.detail, null));
      return;
    }
    const admitted = this.#admission.admit(subject, message.data.length, (waitedMs) =>
      this.#serve(message, handler, payload, waitedMs),
    );
    if (!admitted) this.#overloaded(message, nestId);
  }

  /** Never rejects. */
  async #serve(
    message: Msg,
    handler: MessageHandler,
    payload: Payload & { kind: 'bare' | 'nest' },
    waitedMs: number,
  ): Promise<void> {
    const nestId = payload.kind === 'nest' ? payload.id : null;
    if (waitedMs > this.#limits.waitMs) {
      this.#overloaded(message, nestId);
      return;
    }
    const startedNs = process.hrtime.bigint();
    let problem: Problem | null = null;
    try {
      const value = await this.#run(handler, payload.data, message);
      const record = value instanceof NatsRecord ? value : null;
      sendValue(message, {
        value: record === null ? value : (record.data as unknown),
        headers: record === null ? null : ((record.headers ?? null) as MsgHdrs | null),
        nestId,
      });
    } catch (thrown) {
      problem = this.#failed(message, thrown, nestId);
    }
    this.#served(message.subject, Number(process.hrtime.bigint() - startedNs), problem);
  }

  #overloaded(message: Msg, nestId: string | null): void {
    const detail = 'Too many requests are under way; try again in a moment.';
    this.#served(message.subject, 0, this.#refuse(message, 'unavailable', detail, nestId));
  }

  #served(subject: string, elapsedNs: number, problem: Problem | null): void {
    try {
      this.#settings.onServed?.({ subject, elapsedNs, problem });
    } catch (error) {
      this.#settings.log.error({ subject, err: error }, 'counting a request failed');
    }
  }

  async #run(handler: MessageHandler, data: unknown, message: Msg): Promise<unknown> {
    const context = new NatsContext([message.subject, message.headers]);
    return new Promise((resolve, reject) => {
      this.runWithProcessingHooks(context, async (ended) => {
        try {
          const result: unknown = await handler(data, context);
          resolve(await lastValueFrom(this.transformToObservable(result), { defaultValue: null }));
        } catch (thrown) {
          reject(thrown instanceof Error ? thrown : new Thrown(thrown));
        } finally {
          ended();
        }
      });
    });
  }

  #failed(message: Msg, thrown: unknown, nestId: string | null): Problem {
    const cause = thrown instanceof Thrown ? thrown.value : thrown;
    const known = problemIn(cause);
    if (known === null) {
      // A filter should have turned it into a problem; whatever it says stays with us.
      this.#settings.log.error({ subject: message.subject, err: cause }, 'a request failed');
    }
    const problem =
      known ?? this.#settings.problem('internal', 'The request could not be carried out.');
    this.#answerProblem(message, problem, nestId);
    return problem;
  }

  #refuse(
    message: Msg,
    code: TransportProblemCode,
    detail: string,
    nestId: string | null,
  ): Problem {
    const subject = clip(message.subject);
    this.#settings.sampler.warn(code, { subject, detail }, 'a NATS message was refused');
    const problem = this.#settings.problem(code, detail);
    this.#answerProblem(message, problem, nestId);
    return problem;
  }

  #answerProblem(message: Msg, problem: Problem, nestId: string | null): void {
    try {
      sendProblem(message, problem, nestId);
    } catch (error) {
      // The connection is closed, or the answer is larger than the broker takes.
      this.#settings.log.error(
        { subject: clip(message.subject), err: error },
        'no answer was sent',
      );
    }
  }
}

/** What handlers throw needn't be an Error: filters throw the problem itself. */
class Thrown extends Error {
  constructor(readonly value: unknown) {
    super('a handler threw');
  }
}

/** A subject is as long as its sender likes. */
function clip(subject: string): string {
  return subject.length <= 100 ? subject : `${subject.slice(0, 100)}…`;
}
