import type {
  AuditEntry,
  AwardReview,
  Compensation,
  ConsentEntry,
  ConsentPrompt,
  ConsentText,
  Decline,
  DocumentKind,
  DocumentLink,
  Draw,
  DriverState,
  GaveBackCause,
  Grab,
  Invitation,
  Offer,
  Order,
  Outcome,
  OutboxEvent,
  Pair,
  PastState,
  Rating,
  Rollout,
  ShadowRun,
  TrackPoint,
  Trip,
} from '#libs/dispatch';
import type { DecisionRecord, DriverRow } from '#libs/explanations';
import { cellAt } from '#libs/fleet-index';
import type { Policy } from '#libs/matcher';
import { Changes } from './changes.js';
import { DueSteps, type Step } from './due-steps.js';
import { Table } from './table.js';

/** Cells of the port's `openNear`. */
const LOADING_CELL_RESOLUTION = 4;

export type DriverRecord = {
  readonly state: DriverState;
  /** H3 cell of the position, as it was given with it. */
  readonly cell: string | null;
  /** Since when his truck and papers are as they are registered. */
  readonly truckSinceMs: number;
  /** The number of the last change, of whichever kind: a count stands in for the time. */
  readonly changed: number;
};

export type Assignment = {
  readonly number: number;
  readonly orderId: string;
  readonly driverId: string;
  readonly decisionId: string;
  readonly claimedAtMs: number;
  readonly releasedAtMs: number | null;
  readonly cause: 'finished' | 'shipper_cancelled' | GaveBackCause | null;
};

export type StoredPolicy = {
  readonly policy: Policy;
  readonly hash: string;
  readonly putBy: string | null;
};

export type Activation = {
  readonly hash: string;
  readonly sinceMs: number;
  readonly by: string | null;
};

export type StoredTrip = { readonly trip: Trip; readonly track: readonly TrackPoint[] };

export type Answered = {
  readonly fingerprint: string;
  readonly atMs: number;
  readonly answer: { readonly status: number; readonly body: string } | null;
};

/** Everything there is, of one database. Adapters are views of it for one unit of work. */
export class Store {
  private lastNumber = 0;

  /** A change of an order keeps its stops, so a place is looked up once. */
  private readonly cells = new WeakMap<Order['loading'], string>();

  readonly changes = new Changes();
  readonly due = new DueSteps();

  readonly orders = new Table<Order>({
    openCell: (order) => (order.status === 'open' ? this.loadingCell(order) : null),
    openCity: (order) => (order.status === 'open' ? order.loading.cityCode : null),
    postedCell: (order) => this.loadingCell(order),
    driver: ({ driverId }) => driverId,
  });
  readonly documents = new Table<Readonly<Partial<Record<DocumentKind, DocumentLink>>>>();
  readonly drivers = new Table<DriverRecord>();
  readonly states = new Table<readonly PastState[]>();
  readonly grabs = new Table<Grab>({
    round: ({ orderId, round }) => `${orderId}/${round}`,
    driver: ({ driverId }) => driverId,
  });
  readonly offers = new Table<Offer>({
    order: ({ orderId }) => orderId,
    driver: ({ driverId }) => driverId,
  });
  /** Nothing but keys that a round locks. */
  readonly roundMarkets = new Table<never>();
  /** What batches that ask one driver wait for each other at. */
  readonly asked = new Table<true>();
  readonly assignments = new Table<Assignment>({
    order: ({ orderId }) => orderId,
    driver: ({ driverId }) => driverId,
  });
  /** The assignment that an order has now; the key is also what two claims on it meet at. */
  readonly carried = new Table<number>();
  readonly decisions = new Table<Omit<DecisionRecord, 'drivers'>>({
    order: ({ orderId }) => orderId,
  });
  readonly decisionRows = new Table<readonly DriverRow[]>();
  readonly told = new Table<ReadonlySet<string>>();
  readonly wakeUps = new Table<Step>({}, (orderId, step) => {
    this.due.written(orderId, step);
  });
  readonly outcomes = new Table<Outcome & { readonly voided: boolean }>({
    driver: ({ driverId }) => driverId,
  });
  readonly ratings = new Table<readonly Rating[]>();
  readonly policies = new Table<StoredPolicy>();
  readonly activations = new Table<readonly Activation[]>();
  readonly rollouts = new Table<Rollout & { readonly number: number }>();
  readonly draws = new Table<Draw>();
  /** Nothing but keys that are locked. */
  readonly heldCities = new Table<never>();
  readonly shadowRuns = new Table<{ readonly run: ShadowRun; readonly number: number }>();
  readonly compensations = new Table<Compensation>({ driver: ({ driverId }) => driverId });
  readonly humanChoices = new Table<boolean>();
  readonly awardReviews = new Table<AwardReview & { readonly followedUp: boolean }>();
  readonly idempotency = new Table<Answered>();
  readonly audit = new Table<AuditEntry>();
  readonly pauses = new Table<{ cityCode: string; by: string; reason: string; atMs: number }>();
  readonly consentTexts = new Table<ConsentText>();
  readonly consents = new Table<ConsentEntry & { readonly entryId: number }>({
    driver: ({ driverId }) => driverId,
  });
  readonly prompts = new Table<ConsentPrompt>();
  readonly crews = new Table<Invitation>();
  readonly pairs = new Table<Pair>({
    shipper: ({ shipperId }) => shipperId,
    driver: ({ driverId }) => driverId,
  });
  readonly declines = new Table<Decline>({
    order: ({ orderId }) => orderId,
    driver: ({ driverId }) => driverId,
  });
  readonly truckCounts = new Table<string>();
  readonly trips = new Table<StoredTrip>({ driver: ({ trip }) => trip.driverId });

  /** Committed, and not yet fetched by whoever tells the world. */
  readonly outbox: OutboxEvent[] = [];
  toldEvents = 0;
  readonly recorded: string[] = [];

  private loadingCell({ loading }: Order): string {
    const known = this.cells.get(loading) ?? cellAt(loading, LOADING_CELL_RESOLUTION);
    this.cells.set(loading, known);
    return known;
  }

  /** Numbers that are drawn and not used leave gaps, as a sequence's do. */
  nextNumber(): number {
    return ++this.lastNumber;
  }
}
