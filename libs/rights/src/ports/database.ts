import type { Database, Tx } from '#libs/dispatch';
import type { Copies } from './copies.js';
import type { Erasures } from './erasures.js';
import type { Holds } from './holds.js';
import type { OwnRatings } from './own-ratings.js';
import type { Retention } from './retention.js';
import type { Violations } from './violations.js';
import type { Remedies } from './remedies.js';
import type { Requests } from './requests.js';
import type { Reviews } from './reviews.js';

/**
 * The same database and the same transaction as dispatch has, and what rights keep beside it: a
 * request, its hold and its events are written with what they are about, or not at all.
 */
export interface RightsTx extends Tx {
  readonly holds: Holds;
  readonly requests: Requests;
  readonly reviews: Reviews;
  readonly remedies: Remedies;
  readonly erasures: Erasures;
  readonly copies: Copies;
  readonly violations: Violations;
  readonly ownRatings: OwnRatings;
  readonly retention: Retention;
}

export interface RightsDatabase extends Database {
  transact<T>(work: (tx: RightsTx) => Promise<T>): Promise<T>;
  readonly read: RightsTx;
}
