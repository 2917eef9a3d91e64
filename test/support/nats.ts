import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import { connectNats } from '#libs/nats';
import type { NatsLog, OutboxFeed, RelayLock } from '#libs/nats';

/** The broker of this run. A missing one is a failure, never a reason to skip. */
export function natsUrl(): string {
  const url = process.env['PAIDAN_TEST_NATS_URL'];
  if (url === undefined || url === '') {
    throw new Error('PAIDAN_TEST_NATS_URL is not set; `npm test` starts a nats-server and sets it');
  }
  return url;
}

export async function natsForTest(log: NatsLog = new RecordingLog()): Promise<NatsConnection> {
  return connectNats({ url: natsUrl(), name: 'test', firstConnectMs: 5_000, log });
}

export class RecordingLog implements NatsLog {
  readonly lines: { level: string; fields: object; message: string }[] = [];

  info(fields: object, message: string): void {
    this.lines.push({ level: 'info', fields, message });
  }
  warn(fields: object, message: string): void {
    this.lines.push({ level: 'warn', fields, message });
  }
  error(fields: object, message: string): void {
    this.lines.push({ level: 'error', fields, message });
  }
}

export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + 10_000;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`never came true: ${holds.toString()}`);
    await delay(10);
  }
}

export type OutboxRow = {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly data: unknown;
};
type Held = { row: OutboxRow; streamSeq: number | null; dead: string | null };

/**
 * The outbox in memory, shared by any number of relays; the table in PostgreSQL keeps the same
 * promises.
 */
export class MemoryOutbox implements OutboxFeed<OutboxRow> {
  readonly rows: Held[] = [];
  cursor = 0;
  #holder: { held: boolean } | null = null;

  add(...rows: OutboxRow[]): void {
    this.rows.push(...rows.map((row) => ({ row, streamSeq: null, dead: null })));
  }

  async lock(): Promise<RelayLock | null> {
    if (this.#holder !== null) return null;
    const holder = { held: true };
    this.#holder = holder;
    return Object.assign(holder, {
      release: async () => {
        if (this.#holder === holder) this.#holder = null;
      },
    });
  }

  /** As when the holder's database session dies while the holder itself notices nothing. */
  loseLock(): void {
    this.#holder = null;
  }

  async unpublished(limit: number): Promise<OutboxRow[]> {
    return this.rows
      .filter((held) => held.streamSeq === null && held.dead === null)
      .slice(0, limit)
      .map((held) => held.row);
  }

  async markPublished(rows: readonly { id: string; streamSeq: number }[]): Promise<void> {
    const sequences = new Map(rows.map(({ id, streamSeq }) => [id, streamSeq]));
    for (const held of this.rows) held.streamSeq ??= sequences.get(held.row.id) ?? null;
  }

  async markDead(id: string, reason: string): Promise<void> {
    for (const held of this.rows) if (held.row.id === id) held.dead = reason;
  }

  async streamCursor(): Promise<number> {
    return this.cursor;
  }

  async setStreamCursor(sequence: number): Promise<void> {
    this.cursor = sequence;
  }

  get waiting(): number {
    return this.rows.filter((held) => held.streamSeq === null && held.dead === null).length;
  }
}

/**
 * Stands between a client and a server, so that a test can cut the line without stopping either.
 */
export class CuttableLine {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #open = true;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(
    to: { hostname: string; port: string } = new URL(natsUrl()),
  ): Promise<CuttableLine> {
    const server = createServer();
    const line = new CuttableLine(server);
    server.on('connection', (near) => {
      if (!line.#open) {
        near.destroy();
        return;
      }
      const far = connect(Number(to.port), to.hostname);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        line.#sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          other.destroy();
          line.#sockets.delete(one);
        });
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the line is closed');
    return address.port;
  }

  /** Whatever is on its way is lost, and nobody gets through until `mend`. */
  cut(): void {
    this.#open = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#open = true;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
