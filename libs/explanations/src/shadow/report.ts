import type { Role } from '../kinds/kind.js';
import type { DecisionKind } from '../record.js';
import type { SkippedBecause } from './compare.js';
import type { Dimension } from './groups.js';
import type { UnknownReason } from './unknown.js';

/** What past decisions would have been under other rules. Whole numbers; drivers by group only. */
export type ShadowReport = {
  readonly schema: 'paidan.shadow/1';
  readonly lookedAt: number;
  readonly compared: number;
  readonly skipped: Readonly<Record<SkippedBecause, number>>;
  /** Compared decisions of which the record does not hold all that the rules would look at. */
  readonly uncertain: number;
  readonly unknown: Readonly<Record<UnknownReason, number>>;
  readonly kinds: readonly KindCount[];
  /** Orders that would have gone to somebody else, or to nobody, or to somebody at all. */
  readonly winners: {
    readonly flips: number;
    readonly certain: number;
    readonly toNobody: number;
    readonly fromNobody: number;
    /** By how much the new winner would have been ahead of the old one, both ranked. */
    readonly marginMedian: number | null;
    readonly marginMost: number | null;
  };
  /** The widest margins first, so many. */
  readonly flips: readonly Flip[];
  /** Drivers in a decision whose place in the ranking differs, and by how many places. */
  readonly ranks: {
    readonly ranked: number;
    readonly moved: number;
    readonly placesMedian: number | null;
    readonly placesMost: number | null;
  };
  readonly refusals: readonly {
    readonly reason: string;
    readonly before: number;
    readonly after: number;
  }[];
  readonly groups: readonly GroupCount[];
  readonly gaps: readonly Gap[];
};

export type KindCount = {
  readonly kind: DecisionKind;
  readonly compared: number;
  /** In which any driver's role differs. */
  readonly changed: number;
};

export type Flip = {
  readonly decisionId: string;
  readonly orderId: string | null;
  readonly kind: DecisionKind;
  readonly decidedAtMs: number;
  readonly uncertain: boolean;
  /** What became of who had won; null where nobody had. */
  readonly loser: Turned | null;
  /** What had been of who would win; null where nobody would. */
  readonly winner: Turned | null;
  /**
   * By how much the old winner was ahead of the new one, and would be behind; null unless ranked.
   */
  readonly marginBefore: number | null;
  readonly marginAfter: number | null;
};

export type Turned = {
  readonly from: Role;
  readonly to: Role;
  readonly refusal: string | null;
  /** Only for whoever may know of drivers; see `withoutDrivers`. */
  readonly driverId?: string;
};

/** What a group got: of those recorded, who won (or was recommended), and who was refused. */
export type GroupCount = {
  readonly dimension: Dimension;
  readonly group: string;
  readonly recorded: number;
  readonly wonBefore: number;
  readonly wonAfter: number;
  readonly refusedBefore: number;
  readonly refusedAfter: number;
};

/** How much less often the first group wins than the second, in thousandths of those recorded. */
export type Gap = {
  readonly dimension: Dimension;
  readonly group: string;
  readonly against: string;
  readonly beforePermille: number;
  readonly afterPermille: number;
};

/** For whoever may see what became of drivers, not who they are. */
export const withoutDrivers = (report: ShadowReport): ShadowReport => ({
  ...report,
  flips: report.flips.map((flip) => ({
    ...flip,
    loser: nameless(flip.loser),
    winner: nameless(flip.winner),
  })),
});

const nameless = (turned: Turned | null): Turned | null => {
  if (turned === null) return null;
  const { driverId: _, ...rest } = turned;
  return rest;
};
