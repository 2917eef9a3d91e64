import { EventEmitter } from 'node:events';
import { once, type Database, type Matching, type Tx } from '#libs/dispatch';
import type { DatabaseClock } from './workers/database-clock.js';
import { Reply } from './requests/answering.js';
import type { Request } from './requests/asked.js';

/**
 * What every controller works with. After a command has been committed the workers are told, so that
 * nobody waits for a poll; a worker in another process finds the same work by itself.
 */
export class Service {
  readonly committed = new EventEmitter();

  constructor(
    readonly database: Database,
    readonly matching: Matching,
    readonly clock: DatabaseClock,
  ) {}

  get read(): Tx {
    return this.database.read;
  }

  /** Effect, answer and key in one transaction. */
  async command<T>(
    { operation, caller, key, input }: Request<object>,
    work: (tx: Tx) => Promise<T>,
  ): Promise<Reply<T>> {
    const { body, replayed } = await once(
      this.database,
      this.clock,
      caller,
      { operation: operation.id, key, input },
      async (tx) => ({ status: operation.status, body: await work(tx) }),
    );
    if (!replayed) this.committed.emit('command', operation.id);
    return new Reply(body, replayed);
  }
}
