import type { Annex, Standing } from '#libs/explanations';
import type { PolicyShelf } from '../matching/policy-shelf.js';
import type { Clock } from '../ports/clock.js';
import type { Tx } from '../ports/database.js';
import type { InsightBook } from './insight-book.js';
import type { RecordBook } from './record-book.js';

/** What it takes to answer a question; `X` is the transaction of whoever answers. */
export type Explaining<X extends Tx = Tx> = {
  readonly policies: PolicyShelf;
  readonly clock: Clock;
  readonly standing: Standing;
  /** Left out by who reads each record once. */
  readonly records?: RecordBook;
  /** Left out by who copies records: then nothing beside a driver's own row is told. */
  readonly insights?: InsightBook;
  /**
   * Whether an open request needs what is kept of this driver and decision: then it may be used
   * past its keeping time, since it is also kept so long. Answered by the room that keeps requests.
   */
  evidenceHeld(tx: X, driverId: string, decisionId: string): Promise<boolean>;
  /** What superseded the record, and who has read it; by the rooms that keep such lists. */
  linksOf?(tx: X, driverId: string, decisionId: string): Promise<Omit<Annex, 'held'>>;
};
