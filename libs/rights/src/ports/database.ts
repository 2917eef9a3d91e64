import type { Database, Tx } from '#libs/dispatch';
import type { Erasures } from './erasures.js';
import type { Holds } from './holds.js';

/**
 * The same database and the same transaction as dispatch has, and what rights keep beside it: a
 * request, its hold and its events are written with what they are about, or not at all.
 */
export interface RightsTx extends Tx {
  readonly holds: Holds;
  readonly erasures: Erasures;
}

export interface RightsDatabase extends Database {
  transact<T>(work: (tx: RightsTx) => Promise<T>): Promise<T>;
  readonly read: RightsTx;
}
