import type pg from 'pg';
import { toFault } from './fault.js';

/** Any fixed number will do; this one spells RELAY on a telephone. */
const RELAY_LOCK_KEY = 73_529;
/** A round trip on a healthy connection takes about a millisecond. */
const VERIFY_TIMEOUT_MS = 5_000;
/**
 * A relay whose machine died without a word would block the next one until the server's own
 * time-outs, hours by default; these free the lock within half a minute.
 */
const KEEP_ALIVES = `SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3`;

export interface RelayLock {
  /** False as soon as the connection is known to be gone. */
  readonly held: boolean;
  /** Resolves once, with why the lock is not held any more. Never rejects. */
  readonly ended: Promise<'released' | 'lost'>;
  /** Asks the server by a round trip on the lock's own connection; a silent peer counts as lost. */
  verify(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * The right to publish, as a session's advisory lock on a connection of its own: it ends with the
 * process, whatever way the process ends, and needs no lease to be renewed. Two relays could still
 * overlap for a moment after a broken connection; the broker's dedupe window covers that.
 */
export async function lockRelay(
  connect: (onLost: (error: Error) => void) => pg.Client,
): Promise<RelayLock | null> {
  const lock = new SessionLock(connect);
  return (await lock.acquire()) ? lock : null;
}

class SessionLock implements RelayLock {
  readonly ended: Promise<'released' | 'lost'>;
  private readonly client: pg.Client;
  private end: (how: 'released' | 'lost') => void = () => undefined;
  private isHeld = false;

  constructor(connect: (onLost: (error: Error) => void) => pg.Client) {
    this.ended = new Promise((resolve) => {
      this.end = (how): void => {
        this.isHeld = false;
        resolve(how);
      };
    });
    this.client = connect(() => this.end('lost'));
    this.client.once('end', () => this.end('lost'));
  }

  get held(): boolean {
    return this.isHeld;
  }

  async acquire(): Promise<boolean> {
    try {
      await this.client.connect();
      await this.client.query(KEEP_ALIVES);
      const { rows } = await this.client.query<{ locked: boolean }>(
        'SELECT pg_try_advisory_lock($1) AS locked',
        [RELAY_LOCK_KEY],
      );
      this.isHeld = rows[0]?.locked === true;
    } catch (error) {
      await this.close();
      throw toFault(error);
    }
    if (!this.isHeld) await this.close();
    return this.isHeld;
  }

  async verify(): Promise<boolean> {
    if (!this.isHeld) return false;
    let timer: NodeJS.Timeout | undefined;
    const silent = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), VERIFY_TIMEOUT_MS);
    });
    const answered = this.client.query('SELECT 1').then(
      () => true,
      () => false,
    );
    const alive = await Promise.race([answered, silent]);
    clearTimeout(timer);
    if (!alive) {
      this.end('lost');
      void this.close();
    }
    return this.isHeld;
  }

  async release(): Promise<void> {
    this.end('released');
    await this.close();
  }

  /**
   * Ending the session is what frees the lock; a connection that is gone already needs nothing
   * more.
   */
  private async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
