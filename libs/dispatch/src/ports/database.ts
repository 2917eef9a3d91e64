import type { AwardReviews } from './award-reviews.js';
import type { Accesses } from './accesses.js';
import type { ConsentLedger } from './consents.js';
import type { Contrasts } from './contrasts.js';
import type { Crews } from './crews.js';
import type { DecisionLog } from './decision-log.js';
import type { Declines } from './declines.js';
import type { Drivers } from './drivers.js';
import type { Grabs } from './grabs.js';
import type { Idempotency } from './idempotency.js';
import type { Ledger } from './ledger.js';
import type { Audit, Automation, Stats } from './operating.js';
import type { Offers } from './offers.js';
import type { Rounds } from './rounds.js';
import type { Orders } from './orders.js';
import type { Outbox } from './outbox.js';
import type { Outcomes } from './outcomes.js';
import type { Pairs } from './pairs.js';
import type { Policies } from './policies.js';
import type { Rollouts } from './rollouts.js';
import type { ShadowRuns } from './shadow-runs.js';
import type { Shares } from './shares.js';
import type { Standings } from './standings.js';
import type { Trips } from './trips.js';
import type { Trucks } from './trucks.js';
import type { WakeUps } from './wake-ups.js';

/**
 * The only authority. `transact` runs its work in one transaction: everything or nothing; whatever
 * the work throws rolls back and is thrown on. Statements through `read` see committed state only.
 */
export interface Database {
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  readonly read: Tx;
}

export interface Tx {
  readonly orders: Orders;
  readonly drivers: Drivers;
  readonly consents: ConsentLedger;
  readonly grabs: Grabs;
  readonly offers: Offers;
  readonly rounds: Rounds;
  readonly ledger: Ledger;
  readonly decisionLog: DecisionLog;
  readonly wakeUps: WakeUps;
  readonly outbox: Outbox;
  readonly outcomes: Outcomes;
  readonly policies: Policies;
  readonly rollouts: Rollouts;
  readonly shadowRuns: ShadowRuns;
  readonly standings: Standings;
  readonly shares: Shares;
  readonly awardReviews: AwardReviews;
  readonly idempotency: Idempotency;
  readonly audit: Audit;
  readonly automation: Automation;
  readonly stats: Stats;
  readonly trucks: Trucks;
  readonly trips: Trips;
  readonly accesses: Accesses;
  readonly crews: Crews;
  readonly pairs: Pairs;
  readonly declines: Declines;
  readonly contrasts: Contrasts;
}
