import type {
  Candidate,
  Decision,
  OrderFacts,
  Ranked,
  Refusal,
  SearchReport,
  RoundFacts,
  TradeOff,
} from '#libs/matcher';
import type { Consequence } from './consequence.js';

/**
 * In the order in which an order meets them; `kinds/table.ts` has a row for each, by the compiler.
 */
export const DECISION_KINDS = [
  'recommendation',
  'offer',
  'award',
  'acceptance',
  'round',
  'no_award',
  'expiry',
  'release',
  'manual_assignment',
  'cancellation',
  'profile_change',
  'review',
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/**
 * A driver in a record. Who is in none is NOT_REACHED; of who is ERASED only his place is left, and
 * that under a name that means nobody.
 */
export const RECORDED_ROLES = [
  'WON',
  'LOST',
  'RECOMMENDED',
  'RANKED',
  'REFUSED',
  'ERASED',
] as const;
export type RecordedRole = (typeof RECORDED_ROLES)[number];

/**
 * One decision as it is kept: the bundle that every driver shares, and one row a driver, so that
 * one driver's part can be encrypted, shown and erased alone. `decide` on bundle, candidates and
 * the policy of `policyHash` gives the outcome again, byte for byte.
 */
export type DecisionRecord = {
  readonly decisionId: string;
  readonly kind: DecisionKind;
  /** Null only in a profile change that came from no order of ours. */
  readonly orderId: string | null;
  readonly orderVersion: number;
  readonly round: number;
  readonly decidedAtMs: number;
  readonly policyHash: string;
  readonly engineVersion: string;
  /** Null when the system decided alone; else the operator's opaque id. */
  readonly decidedByHuman: string | null;
  readonly winner: string | null;
  readonly cutoffTotal: number | null;
  readonly bundle: DecisionBundle | ConsequenceBundle;
  readonly drivers: readonly DriverRow[];
};

/** A decision that `decide` took: there was a search, and drivers were compared. */
export type JudgedRecord = DecisionRecord & { readonly bundle: DecisionBundle };

/** Inputs and outcome that are no single driver's. Written as canonical JSON. */
export type DecisionBundle = {
  readonly schema: 'paidan.decision/1';
  readonly purpose: Decision['purpose'];
  readonly order: OrderFacts;
  readonly search: SearchReport;
  readonly funnel: Decision['funnel'];
  readonly decidedBy: Decision['decidedBy'];
  readonly tieSeedHash: string;
  /**
   * Revealed here because the round is over; null in recommendations, which break no tie for good.
   */
  readonly tieSeed: string | null;
  /** Why an order expired, or why no person decided though one was asked for. */
  readonly cause: string | null;
  /** Only where a person decided in the system's place (D4). */
  readonly human?: HumanPart;
  /** Only where the order was decided together with others. */
  readonly round?: RoundPart;
};

/** Which decisions were taken together, and how. `replayRound` takes them again. */
export type RoundPart = RoundFacts & { readonly roundId: string };

/** From his first look to his decision, and from the asking to the decision. */
export type HumanPart = { readonly spentMs: number; readonly waitedMs: number };

/**
 * What followed for single drivers from something that happened: nobody was searched for and nobody
 * compared. What it was for each stands in his own row and nowhere else.
 */
export type ConsequenceBundle = {
  readonly schema: 'paidan.consequence/1';
  readonly order: OrderFacts | null;
  readonly cause: string;
};

export const isJudged = (bundle: DecisionBundle | ConsequenceBundle): bundle is DecisionBundle =>
  bundle.schema === 'paidan.decision/1';

/** What is kept of a decision beside the drivers' rows, and what every view begins with. */
export type DecisionHeader = Omit<DecisionRecord, 'bundle' | 'drivers'>;

/** What a view needs of the decision itself; never who won. */
export type ViewHeader = Omit<DecisionHeader, 'winner'>;

export type DriverRow = {
  readonly driverId: string;
  readonly role: RecordedRole;
  readonly rank: number | null;
  readonly total: number | null;
  readonly refusal: Refusal | null;
  /** Exactly what `decide` was given of him. Null in a consequence, where nothing was measured. */
  readonly candidate: Candidate | null;
  readonly parts: Ranked['parts'];
  /** How much later than at once the order was shown to him; left out where it was not later. */
  readonly shownAfterMs?: number;
  /** Only in a round, of who was first for the order or got another: what it cost to do so. */
  readonly tradeOff?: Omit<TradeOff, 'driverId'>;
  /** True once his measured facts are bands: what stands here is no longer what was decided on. */
  readonly reduced?: true;
  /** Only in a consequence: what happened, and what follows from it for him. */
  readonly consequence?: Consequence;
};

/** Why he was refused, for searching: the rule's word, whichever kind of decision it was. */
export const reasonOf = ({ role, refusal, consequence }: DriverRow): string | null =>
  refusal?.reason ?? (role === 'REFUSED' ? (consequence?.rule ?? null) : null);
