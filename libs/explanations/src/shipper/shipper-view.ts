import type { FactorName, Funnel, RefusalReason } from '#libs/matcher';
import type { Text } from '../labels.js';
import type { DecisionView, ParametersView } from '../driver/driver-view.js';
import type { Sentence } from '../sentence.js';
import type { RelaxationView } from './relaxations.js';

/**
 * What the shipper is told: why this driver, or why none yet and what would help. Counts of trucks
 * are exact, also small ones, since they name nobody and the order is his; of a driver he reads the
 * total and, for each factor, the quarter of the scale. No position, no personal fact.
 */
export type ShipperExplanation = {
  readonly schema: 'paidan.shipper_explanation/1';
  readonly decision: DecisionView;
  readonly narrative: readonly Sentence[];
  readonly winner: WinnerView | null;
  /** Null where nobody was searched for: an order released or cancelled. */
  readonly funnel: Funnel | null;
  readonly refusals: readonly RefusedCount[];
  /** What single change of the order reaches the most trucks; empty once it is awarded. */
  readonly relaxations: readonly RelaxationView[];
  readonly parameters: ParametersView;
};

export type WinnerView = {
  readonly driverId: string;
  readonly total: number | null;
  readonly parts: readonly WinnerPart[];
};

export type WinnerPart = {
  readonly factor: FactorName;
  readonly label: Text;
  readonly weight: number;
  readonly quarter: 1 | 2 | 3 | 4;
  readonly sentence: Sentence;
};

export type RefusedCount = {
  readonly reason: RefusalReason;
  readonly label: Text;
  readonly trucks: number;
  readonly sentence: Sentence;
};
