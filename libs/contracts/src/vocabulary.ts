/**
 * The closed lists of the wire. This room imports none of ours, so the words stand here a second
 * time; `test/tidy/vocabulary.spec.ts` proves them equal to the lists that decisions are made with.
 */

export {
  ERASURE_GROUNDS,
  ERASURE_RECIPIENTS,
  ERASURE_STATES,
  EVIDENCE_PIECES,
  REFUSAL_GROUNDS,
  REQUEST_KINDS,
  REQUEST_STATES,
  REVIEW_OUTCOMES,
  REVIEW_STATES,
  VIOLATION_KINDS,
  VIOLATION_STATES,
  type ErasureGround,
  type ErasureRecipient,
  type ErasureState,
  type EvidencePiece,
  type RefusalGround,
  type RequestKind,
  type RequestState,
  type ReviewOutcome,
  type ReviewState,
  type ViolationKind,
  type ViolationState,
} from './rights-vocabulary.js';

export const BODY_TYPES = [
  'box',
  'wing',
  'flatbed',
  'high_rail',
  'low_rail',
  'reefer',
  'insulated',
  'tank',
  'container',
  'dump',
  'low_bed',
  'hazardous',
  'car_carrier',
] as const;
export type BodyType = (typeof BODY_TYPES)[number];

export const CARGO_KINDS = [
  'general',
  'food',
  'fresh',
  'frozen',
  'building_materials',
  'steel',
  'coal_ore',
  'chemicals',
  'hazardous',
  'machinery',
  'vehicles',
  'household',
  'parcels',
] as const;
export type CargoKind = (typeof CARGO_KINDS)[number];

export const QUALIFICATIONS = [
  'hazardous_goods',
  'cold_chain',
  'oversize',
  'vehicle_transport',
] as const;
export type Qualification = (typeof QUALIFICATIONS)[number];

export const MODES = ['grab_then_award', 'first_wins', 'offer', 'round'] as const;
export type Mode = (typeof MODES)[number];

export const ORDER_STATUSES = [
  'open',
  'awarded',
  'confirmed',
  'loading',
  'in_transit',
  'delivered',
  'received',
  'rated',
  'cancelled',
  'expired',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** The part of the way that the driver reports himself. */
export const PROGRESS_STATUSES = ['loading', 'in_transit', 'delivered'] as const;
export type ProgressStatus = (typeof PROGRESS_STATUSES)[number];

export const COORDINATE_SYSTEMS = ['wgs84', 'gcj02', 'bd09'] as const;
export type CoordinateSystem = (typeof COORDINATE_SYSTEMS)[number];

export const HANDLINGS = [
  'none',
  'driver_loads',
  'driver_unloads',
  'driver_both',
  'tail_lift',
  'forklift',
] as const;
export type Handling = (typeof HANDLINGS)[number];

export const CONFIRMATIONS = ['at_once', 'by_shipper', 'by_deposit'] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

export const DOCUMENT_KINDS = ['agreement', 'receipt', 'payment'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const CONSENT_PURPOSES = ['location', 'trip_track', 'profile', 'vehicle_terminal'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** What may report a position; a place set by hand is no report. */
export const FIX_SOURCES = ['phone', 'vehicle_terminal'] as const;
export type FixSource = (typeof FIX_SOURCES)[number];

export const FIX_RESULTS = ['stored', 'older', 'no_consent', 'unknown_driver'] as const;
export type FixResult = (typeof FIX_RESULTS)[number];

/** What staff see of a driver only when somebody else has agreed to it. */
export const ACCESS_KINDS = ['position', 'track', 'profile', 'record'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** What somebody was shown of a driver. */
export const ACCESSES_SHOWN = [
  ...ACCESS_KINDS,
  'state',
  'explanation',
  'request',
  'violations',
] as const;
export type AccessShown = (typeof ACCESSES_SHOWN)[number];

export const ACCESS_STATES = ['requested', 'approved', 'refused'] as const;
export type AccessState = (typeof ACCESS_STATES)[number];

/** What may speak against a trip. */
export const SUSPICIONS = [
  'loaded_far_away',
  'never_at_unloading',
  'no_movement',
  'impossible_speed',
  'too_soon',
] as const;
export type Suspicion = (typeof SUSPICIONS)[number];

/** A driver in one word, for his company. */
export const DRIVER_STATES = ['off_duty', 'free', 'busy'] as const;
export type DriverState = (typeof DRIVER_STATES)[number];

export const INVITATION_STATES = ['open', 'accepted', 'declined', 'withdrawn'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

export const GRAB_STATES = ['open', 'won', 'lost', 'refused', 'withdrawn'] as const;
export type GrabState = (typeof GRAB_STATES)[number];

export const OFFER_STATES = ['open', 'accepted', 'declined', 'lapsed', 'withdrawn'] as const;
export type OfferState = (typeof OFFER_STATES)[number];

export const WITHDRAWN_BECAUSE = ['taken', 'cancelled', 'amended', 'order_expired'] as const;
export type WithdrawnBecause = (typeof WITHDRAWN_BECAUSE)[number];

/** Why a driver says no: closed, so that it can be counted and never holds a name. */
export const DECLINE_REASONS = [
  'price',
  'distance',
  'time',
  'cargo',
  'not_interested',
  'other',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

export const OUTCOME_KINDS = ['completed', 'driver_cancelled'] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

export const REFUSALS = [
  'busy',
  'consent_missing',
  'blocked_pair',
  'gave_back_before',
  'declined_before',
  'offer_lapsed',
  'body_type',
  'length',
  'weight',
  'volume',
  'vehicle_slots',
  'qualification',
  'cargo_incompatible',
  'cannot_arrive',
  'late_together',
  'detour_too_long',
  'driving_time',
  'driving_time_unloading',
  'beyond_reach',
  'position_too_old',
  'offer_cap',
  'did_not_grab',
  'not_offered',
  'did_not_accept',
] as const;
export type RefusalReason = (typeof REFUSALS)[number];

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

export const RECORDED_ROLES = [
  'WON',
  'LOST',
  'RECOMMENDED',
  'RANKED',
  'REFUSED',
  'ERASED',
] as const;
export type RecordedRole = (typeof RECORDED_ROLES)[number];

/** What every driver was in every decision, whichever finer word the record has. */
export const DRIVER_ROLES = ['WON', 'LOST', 'REFUSED', 'NOT_REACHED'] as const;
export type DriverRole = (typeof DRIVER_ROLES)[number];

/** One screen, or everything. */
export const EXPLANATION_VIEWS = ['card', 'full'] as const;
export type ExplanationViewName = (typeof EXPLANATION_VIEWS)[number];

export const PROFILE_CAUSES = [
  'completed',
  'driver_cancelled',
  'imported',
  'corrected',
  'rating_defaulted',
] as const;
export type ProfileCause = (typeof PROFILE_CAUSES)[number];

export const ROLES = ['shipper', 'driver', 'carrier', 'reviewer', 'operator', 'service'] as const;
export type Role = (typeof ROLES)[number];

/** How a policy is let in beside another: order by order, or by region and stretch of time. */
export const ROLLOUT_METHODS = ['percent', 'switchback'] as const;
export type RolloutMethod = (typeof ROLLOUT_METHODS)[number];

export const ROLLOUT_REGIONS = ['city', 'market'] as const;
export type RolloutRegion = (typeof ROLLOUT_REGIONS)[number];

export const ROLLOUT_ARMS = ['candidate', 'base'] as const;
export type RolloutArm = (typeof ROLLOUT_ARMS)[number];

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** What one side says of the other: never to be matched, or gladly again. */
export const PAIR_KINDS = ['blocked', 'familiar'] as const;
export type PairKind = (typeof PAIR_KINDS)[number];

/** `exclusive`: the whole truck (整车). `shared`: it may ride with others that may (拼车). */
export const SHARINGS = ['exclusive', 'shared'] as const;
export type Sharing = (typeof SHARINGS)[number];
