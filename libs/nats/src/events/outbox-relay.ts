import type { NatsConnection } from '@nats-io/transport-node';
import { rttMs } from '../connect.js';
import type { LogSampler } from '../log-sampler.js';
import type { NatsLog } from '../log.js';
import type { OutboxFeed, RelayLock } from '../outbox-feed.js';
import { isStreamMissing, readStream, streamEnds } from './event-stream.js';
import type { StreamEnds } from './event-stream.js';
import { PipelinedPublisher } from './pipelined-publisher.js';
import type { Outgoing, PublishFailure } from './pipelined-publisher.js';
import { Wakeable } from './wakeable.js';

export type OutboxRelaySettings<Row extends { readonly id: string }> = {
  /** Its own, best: what it buffers while the broker is away must not delay answers to requests. */
  readonly connection: NatsConnection;
  readonly feed: OutboxFeed<Row>;
  readonly stream: string;
  /**
   * What every event's subject starts with; one that the stream doesn't take would wait for ever.
   */
  readonly subjectRoot: string;
  /** Called when the stream is missing, also when it was deleted under a running relay. */
  readonly ensureStream: () => Promise<void>;
  /** The wire form of an event; an event it throws at will never be published. */
  readonly render: (row: Row) => { subject: string; body: string };
  readonly nowMs: () => number;
  readonly log: NatsLog;
  readonly sampler: LogSampler;
  readonly inboxPrefix?: string;
  readonly batchSize?: number;
  readonly idleMs?: number;
  readonly ackTimeoutMs?: number;
};

export type RelayCounts = {
  readonly leading: boolean;
  readonly published: number;
  readonly dead: number;
  /** How often the stream was read to learn what it holds, and how many messages were met there. */
  readonly reconciliations: number;
  readonly reread: number;
};

/** Room for the headers, which the broker's limit includes. */
const HEADERS_BYTES = 1_024;
const RETRY_MAX_MS = 2_000;

/**
 * Tells the world what was committed, each event once. One relay leads, by the feed's lock; the
 * others wait. The lock may be lost without its holder knowing, so what really fences is the
 * stream: each message names the sequence it must follow, and a relay that was overtaken is
 * refused.
 *
 * A message whose fate is unknown (no ack, a crash before its mark) is never simply sent again,
 * since the broker forgets ids after its dedupe window. The stream is read from the last marked
 * sequence to its end, what stands there is marked, and only then goes the publishing on.
 */
export class OutboxRelay<Row extends { readonly id: string }> {
  readonly #settings: OutboxRelaySettings<Row>;
  readonly #wakeable = new Wakeable();
  readonly #counts = { leading: false, published: 0, dead: 0, reconciliations: 0, reread: 0 };
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(settings: OutboxRelaySettings<Row>) {
    this.#settings = settings;
  }

  start(): void {
    this.#stopped = false;
    this.#running ??= this.#run();
  }

  /** Ends after the batch under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wakeable.wake();
    await this.#running;
    this.#running = null;
  }

  /**
   * There may be something to publish: call it after a commit, so that nobody waits for the next
   * poll.
   */
  poke(): void {
    this.#wakeable.wake();
  }

  counts(): RelayCounts {
    return { ...this.#counts };
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped) {
      try {
        const lock = await this.#settings.feed.lock();
        if (lock !== null) await this.#lead(lock);
        failures = 0;
        if (!this.#stopped) await this.#wakeable.sleep(this.#idleMs);
      } catch (error) {
        failures += 1;
        const detail = error instanceof Error ? error.message : String(error);
        this.#settings.sampler.warn('relay_failed', { detail }, 'the outbox relay starts over');
        if (!this.#stopped) await pause(backoffMs(failures));
      }
    }
  }

  async #lead(lock: RelayLock): Promise<void> {
    const publisher = new PipelinedPublisher(this.#settings.connection, {
      stream: this.#settings.stream,
      ackTimeoutMs: this.#settings.ackTimeoutMs ?? 5_000,
      inboxPrefix: this.#settings.inboxPrefix ?? '_INBOX',
    });
    try {
      let tail = await this.#reconcile();
      this.#counts.leading = true;
      let barren = 0;
      while (!this.#stopped && lock.held) {
        const rows = await this.#settings.feed.unpublished(this.#settings.batchSize ?? 256);
        if (rows.length === 0) {
          await this.#wakeable.sleep(this.#idleMs);
          continue;
        }
        const messages = await this.#prepare(rows);
        if (messages.length === 0 || !lock.held) continue;
        const next = await this.#publish(publisher, messages, tail);
        barren = next.progress ? 0 : barren + 1;
        if (barren > 1) await pause(backoffMs(barren));
        tail = next.tail ?? (await this.#reconcile());
      }
    } finally {
      this.#counts.leading = false;
      publisher.close();
      await lock.release();
    }
  }

  /** The new end of the stream, or null when it must be read to know. */
  async #publish(
    publisher: PipelinedPublisher,
    messages: readonly Outgoing[],
    tail: number,
  ): Promise<{ tail: number | null; progress: boolean }> {
    const { feed, nowMs } = this.#settings;
    const { acked, failure } = await publisher.publish(messages, tail);
    if (acked.length > 0) {
      await feed.markPublished(acked, nowMs());
      this.#counts.published += acked.length;
    }
    if (failure === null) {
      const end = tail + messages.length;
      await feed.setStreamCursor(end);
      return { tail: end, progress: true };
    }
    if (failure.kind === 'too_large' && failure.id !== null) {
      await this.#bury(failure.id, failure.detail);
      return { tail: null, progress: true };
    }
    this.#report(failure);
    return { tail: null, progress: acked.length > 0 };
  }

  /** Marks what the stream holds beyond the cursor; answers the sequence it ends with. */
  async #reconcile(): Promise<number> {
    const { connection, feed, stream, nowMs } = this.#settings;
    this.#counts.reconciliations += 1;
    await this.#connected();
    let tail = (await this.#streamEnds()).lastSequence;
    let cursor = await feed.streamCursor();
    if (tail < cursor) {
      // Somebody deleted the stream. What was told stays told; the new stream is read from its
      // start.
      this.#settings.log.warn(
        { stream, cursor, tail },
        'the event stream is younger than the outbox',
      );
      await feed.setStreamCursor(0);
      cursor = 0;
    }
    for await (const batch of readStream(connection, stream, cursor + 1, { headersOnly: true })) {
      const ids = batch.flatMap(({ id, sequence }) =>
        id === null ? [] : [{ id, streamSeq: sequence }],
      );
      if (ids.length > 0) await feed.markPublished(ids, nowMs());
      this.#counts.reread += batch.length;
      tail = Math.max(tail, batch.at(-1)?.sequence ?? 0);
    }
    if (tail !== cursor) await feed.setStreamCursor(tail);
    return tail;
  }

  /**
   * A request made while the line is down is lost with it, and would only be missed at its
   * time-out.
   */
  async #connected(): Promise<void> {
    while (!this.#stopped && (await rttMs(this.#settings.connection, 1_000)) === null) {
      if (this.#settings.connection.isClosed()) throw new Error('the NATS connection is closed');
      await pause(50);
    }
  }

  async #streamEnds(): Promise<StreamEnds> {
    const { connection, stream, ensureStream } = this.#settings;
    try {
      return await streamEnds(connection, stream);
    } catch (error) {
      if (!isStreamMissing(error)) throw error;
      await ensureStream();
      return streamEnds(connection, stream);
    }
  }

  /**
   * One event that cannot be sent must not hold up the others: it is put aside, counted and logged.
   */
  async #prepare(rows: readonly Row[]): Promise<Outgoing[]> {
    const maxBytes = (this.#settings.connection.info?.max_payload ?? 1_048_576) - HEADERS_BYTES;
    const messages: Outgoing[] = [];
    for (const row of rows) {
      const rendered = renderSafely(this.#settings, row);
      if (typeof rendered === 'string') await this.#bury(row.id, rendered);
      else if (rendered.body.length > maxBytes) {
        await this.#bury(row.id, `${rendered.body.length} bytes; the broker takes ${maxBytes}`);
      } else messages.push(rendered);
    }
    return messages;
  }

  async #bury(id: string, reason: string): Promise<void> {
    await this.#settings.feed.markDead(id, reason, this.#settings.nowMs());
    this.#counts.dead += 1;
    this.#settings.log.error({ outboxId: id, reason }, 'an event cannot be published');
  }

  #report(failure: PublishFailure): void {
    this.#settings.sampler.warn(
      `relay_${failure.kind}`,
      { outboxId: failure.id, detail: failure.detail },
      'the outbox relay reads the stream again',
    );
  }

  get #idleMs(): number {
    return this.#settings.idleMs ?? 1_000;
  }
}

/** The message, or why there can be none. */
function renderSafely<Row extends { readonly id: string }>(
  { render, subjectRoot }: OutboxRelaySettings<Row>,
  row: Row,
): Outgoing | string {
  try {
    const { subject, body } = render(row);
    const literal = /^[^\s*>.]+(\.[^\s*>.]+)*$/.test(subject);
    if (!literal || !subject.startsWith(subjectRoot)) {
      return `not a subject below ${subjectRoot}: ${subject}`;
    }
    return { id: row.id, subject, body: new TextEncoder().encode(body) };
  } catch (error) {
    return `not renderable: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function backoffMs(failures: number): number {
  return Math.min(RETRY_MAX_MS, 25 * 2 ** Math.min(failures, 8));
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
