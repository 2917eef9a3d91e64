import type { Text } from '../labels.js';
import type { Scalar, Unit } from '../format.js';
import type { Sentence } from '../sentence.js';

/** What a driver may change, the easiest first. Bodies and sizes of trucks are not here. */
export const TERMS = [
  'grab',
  'grab_first',
  'share_location',
  'fresher_position',
  'nearer',
  'finish_orders',
  'answer_offers',
  'lift_block',
  'longer_free',
  'profile_off',
  'profile_on',
  'more_completed',
  'more_punctual',
  'more_on_lane',
  'more_together',
  'more_of_cargo',
  'qualifications',
] as const;
export type TermName = (typeof TERMS)[number];

/** `AT_ONCE`: by a decision of his. `IN_TIME`: by days of work, or a paper he has to get. */
export type Effort = 'AT_ONCE' | 'IN_TIME';

/** One thing changed, in the driver's own units and rounded up to a whole step. */
export type ChangeView = {
  readonly term: TermName;
  readonly effort: Effort;
  readonly from: Scalar | null;
  readonly to: Scalar | null;
  /** How much; null where it is a yes or a no. */
  readonly change: number | null;
  /** What it is rounded up to. */
  readonly step: number | null;
  readonly unit: Unit;
  readonly clause: Sentence;
};

/** The whole decision, decided again with this changed and everything else as it was recorded. */
export type Replayed = {
  readonly verified: true;
  /** His total then. */
  readonly total: number | null;
  /** SHA-256 of canonical JSON: decision, policy, engine, his changed candidate, what came out. */
  readonly replayDigest: string;
};

export type CounterfactualView = Replayed & {
  readonly changes: readonly ChangeView[];
  readonly sentence: Sentence;
};

/**
 * `CHANGES`: each of `single` would have been enough by itself.
 * `JOINT`: none would, but those of `joint` together; no fewer, and none of them by a step less.
 * `NOTHING`: proved, nothing he can change would have been enough.
 * `UNAVAILABLE`: the record is no longer complete enough to decide again.
 */
export type CounterfactualVerdict = 'CHANGES' | 'JOINT' | 'NOTHING' | 'UNAVAILABLE';

export type CounterfactualsView = {
  readonly goal: Goal;
  readonly verdict: CounterfactualVerdict;
  readonly sentence: Sentence;
  /** Where it goes by what was measured of him elsewhere; null where he was judged himself. */
  readonly basis: Sentence | null;
  readonly single: readonly CounterfactualView[];
  readonly joint: CounterfactualView | null;
  /** With everything changed as far as it goes; given where that was not enough. */
  readonly proof: readonly Replayed[];
  readonly notActionable: readonly NotActionableView[];
};

/** What he would have had to be: chosen among those who grabbed, or among the best told. */
export type Goal = 'win' | 'be_recommended' | 'be_offered';

export const FIXED_TERMS = [
  'body',
  'length',
  'free_load',
  'loading_window',
  'block',
  'declined',
  'driving_time',
  'gave_back',
  'offer',
  'lot',
  'history',
  'home',
  'fair_share',
  'familiar_driver',
] as const;
export type FixedTerm = (typeof FIXED_TERMS)[number];

/** Counted in the decision, and nothing to be advised about. */
export type NotActionableView = {
  readonly term: FixedTerm;
  readonly label: Text;
  readonly reason: Sentence;
};

/**
 * The same decision without personal characteristics, told of this driver alone. Who would have
 * won, and by what total, stays untold: beside the real total it would be that driver's history.
 */
export type NonPersonalisedView = {
  readonly goal: Goal;
  /** His profile off, the others as they were. */
  readonly own: NonPersonalisedResult;
  /** Everyone's profile off. */
  readonly everyone: NonPersonalisedResult;
};

export type NonPersonalisedResult = {
  readonly outcome: 'REACHED' | 'NOT_REACHED' | 'REFUSED';
  readonly total: number | null;
  /** Whether it would have come out otherwise for him. */
  readonly changes: boolean;
  readonly verified: true;
  readonly replayDigest: string;
  readonly sentence: Sentence;
};
