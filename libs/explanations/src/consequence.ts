import type {
  BodyType,
  Candidate,
  CargoKind,
  ProfileFacts,
  ProfileFactorName,
} from '#libs/matcher';

// What followed for one driver from something that happened to his order or his past. Facts and
// what the rules made of them, side by side: replay works the second out from the first.

/** The rule that decided it; a closed list, said in words by `messages`. */
export const CONSEQUENCE_RULES = [
  'not_given_again',
  'shipper_cancels_free',
  'counts_as_completed',
  'counts_as_not_completed',
  'counted_by_sum',
  'rating_is_no_evidence',
  'profile_off',
  'outside_window',
  'overturned_by_review',
] as const;
export type ConsequenceRule = (typeof CONSEQUENCE_RULES)[number];

/** How a driver who had an order comes to have it no more. */
export type ReleaseCause = NonNullable<Candidate['gaveBack']>;

export type ReleaseConsequence = {
  readonly of: 'release';
  readonly cause: ReleaseCause;
  /** How long the award stood, and how long it might. */
  readonly waitedMs: number;
  readonly confirmMs: number;
  readonly rule: 'not_given_again';
  /** Whether the letting go counts in his completion rate. */
  readonly counts: boolean;
};

export const CANCELLERS = ['shipper', 'operator', 'system'] as const;
export type Canceller = (typeof CANCELLERS)[number];

export type CancellationConsequence = {
  readonly of: 'cancellation';
  readonly by: Canceller;
  /** What it took from him: the order itself, a grab that waited, or an offer that stood. */
  readonly took: 'order' | 'grab' | 'offer';
  /** Since when he had it. */
  readonly hadMs: number;
  readonly rule: 'shipper_cancels_free';
  readonly counts: false;
};

export const PROFILE_CAUSES = [
  'completed',
  'driver_cancelled',
  'imported',
  'corrected',
  'rating_defaulted',
] as const;
export type ProfileCause = (typeof PROFILE_CAUSES)[number];

/** One outcome that came in or went out, with the weight its age gives it. */
export type ProfileEvent = {
  readonly outcomeId: string;
  readonly orderId: string | null;
  readonly kind: 'completed' | 'driver_cancelled';
  readonly onTime: boolean | null;
  readonly fromCityCode: string;
  readonly toCityCode: string;
  readonly shipperId: string;
  /** Absent where nobody said what was carried. */
  readonly cargoKind?: CargoKind;
  readonly atMs: number;
  /** Thousandths of an order; 0 when it is too old to count. */
  readonly weightMilli: number;
};

/** What one profile factor was worth before and is worth from now on. */
export type ProfileEffect = {
  readonly factor: ProfileFactorName;
  readonly weight: number;
  readonly pointsBefore: number;
  readonly pointsAfter: number;
};

export type ProfileConsequence = {
  readonly of: 'profile_change';
  readonly because: ProfileCause;
  readonly body: BodyType;
  /** Version of the consent to a profile; null means that none is worked out. */
  readonly consent: string | null;
  readonly added: readonly ProfileEvent[];
  readonly removed: readonly ProfileEvent[];
  /** Where all events are of one lane, or of one shipper: what those two sums are about. */
  readonly lane: string | null;
  readonly shipperId: string | null;
  /** As those two; absent as well where nobody said what was carried. */
  readonly cargoKind?: CargoKind;
  /** Null with the profile off. */
  readonly before: ProfileFacts | null;
  readonly after: ProfileFacts | null;
  readonly effects: readonly ProfileEffect[];
  readonly rule: Exclude<
    ConsequenceRule,
    'not_given_again' | 'shipper_cancels_free' | 'overturned_by_review'
  >;
};

export type ReviewConsequence = {
  readonly of: 'review';
  /** The decision that this one takes the place of. */
  readonly supersedes: string;
  /** What the reviewer found to be at fault. */
  readonly faultyRule: string;
  /** From taking the case to deciding it. */
  readonly spentMs: number;
  readonly compensated: boolean;
  readonly rule: 'overturned_by_review';
};

export type Consequence =
  ReleaseConsequence | CancellationConsequence | ProfileConsequence | ReviewConsequence;
