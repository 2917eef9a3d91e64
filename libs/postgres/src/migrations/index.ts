import { Foundations } from './01-foundations.js';
import { Policies } from './02-policies.js';
import { Drivers } from './03-drivers.js';
import { Orders } from './04-orders.js';
import { Decisions } from './05-decisions.js';
import { Claims } from './06-claims.js';
import { WakeUps } from './07-wake-ups.js';
import { Outbox } from './08-outbox.js';
import { Outcomes } from './09-outcomes.js';
import { Operations } from './10-operations.js';
import { SealedRecords } from './11-sealed-records.js';
import { TransparencyLog } from './12-transparency-log.js';
import { KindsOfDecision } from './13-kinds-of-decision.js';
import { Remedies } from './14-remedies.js';
import { DataRights } from './15-data-rights.js';
import { PlacesAndTrips } from './16-places-and-trips.js';
import { Contrasts } from './17-contrasts.js';
import { PartLoadsAndPairs } from './19-part-loads-and-pairs.js';
import { Offers } from './20-offers.js';
import { Rounds } from './21-rounds.js';
import { LaterFactors } from './22-later-factors.js';
import { PolicyRollouts } from './23-policy-rollouts.js';
import { TruckSince } from './24-truck-since.js';
import { RowsOfADecision } from './25-rows-of-a-decision.js';
import { SumsByRange } from './26-sums-by-range.js';
import { RowsLookedAtOnce } from './27-rows-looked-at-once.js';

/** Listed by hand, in order: a file that is not here does not run, and no pattern picks one up. */
export const MIGRATIONS = [
  Foundations,
  Policies,
  Drivers,
  Orders,
  Decisions,
  Claims,
  WakeUps,
  Outbox,
  Outcomes,
  Operations,
  SealedRecords,
  TransparencyLog,
  KindsOfDecision,
  Remedies,
  DataRights,
  PlacesAndTrips,
  Contrasts,
  PartLoadsAndPairs,
  Offers,
  Rounds,
  LaterFactors,
  PolicyRollouts,
  TruckSince,
  RowsOfADecision,
  SumsByRange,
  RowsLookedAtOnce,
] as const;
