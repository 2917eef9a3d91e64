// The closed lists of requests, reviews, violations and erasures.

/** What may be held against a driver, each for a bounded time (R8). */
export const VIOLATION_KINDS = [
  'no_show',
  'order_abandoned',
  'unsafe_driving',
  'false_position',
  'false_documents',
  'fraud',
] as const;
export type ViolationKind = (typeof VIOLATION_KINDS)[number];

export const VIOLATION_STATES = ['in_force', 'contested', 'upheld', 'withdrawn'] as const;
export type ViolationState = (typeof VIOLATION_STATES)[number];

/** PIPL 47(1), in its order. */
export const ERASURE_GROUNDS = [
  'purpose_achieved',
  'service_ended',
  'consent_withdrawn',
  'unlawful_processing',
  'other_law',
] as const;
export type ErasureGround = (typeof ERASURE_GROUNDS)[number];

export const ERASURE_STATES = ['asked', 'fenced', 'erased', 'swept', 'certified'] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

/** Teams that are handed data of drivers; `subjects/teams.ts` says what else they may. */
export const ERASURE_RECIPIENTS = ['gateway', 'partner', 'operations', 'observer'] as const;
export type ErasureRecipient = (typeof ERASURE_RECIPIENTS)[number];

export const REQUEST_KINDS = ['explanation', 'human_review', 'correction', 'objection'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_STATES = ['awaiting_identity', 'open', 'answered', 'refused'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export const REFUSAL_GROUNDS = [
  'identity_not_proven',
  'legal_obligation',
  'national_security',
  'public_safety',
  'criminal_justice',
  'bad_faith',
  'repeated',
  'groundless',
] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];

export const REVIEW_STATES = ['waiting', 'taken', 'decided', 'closed'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export const REVIEW_OUTCOMES = ['upheld', 'data_corrected', 'overturned'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

export const EVIDENCE_PIECES = [
  'request',
  'explanation',
  'driver_record',
  'decision',
  'policy',
  'outcomes',
  'replay',
] as const;
export type EvidencePiece = (typeof EVIDENCE_PIECES)[number];
