import type { Dues } from '../clock/dues.js';
import type { RefusalGround } from './grounds.js';

/** What a driver may ask for. The first is answered from the record, the others by a person. */
export const REQUEST_KINDS = ['explanation', 'human_review', 'correction', 'objection'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_STATES = ['awaiting_identity', 'open', 'answered', 'refused'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export const FILED_BY = ['driver', 'service', 'system'] as const;

/** How far the lateness of a request was told, in order; each is told once. */
export const LATENESS = ['nothing', 'nearing_due', 'target_passed', 'limit_passed'] as const;
export type Lateness = (typeof LATENESS)[number];

/** What it is about: one decision, an order as it went, one outcome, or the profile (all null). */
export type RequestSubject = {
  readonly orderId: string | null;
  readonly decisionId: string | null;
  readonly outcomeId: string | null;
};

export type RightsRequest = RequestSubject & {
  readonly requestId: string;
  readonly driverId: string;
  readonly kind: RequestKind;
  /** His own, as he wrote them; null when he had none to add. */
  readonly words: string | null;
  readonly filedBy: string;
  readonly filedRole: (typeof FILED_BY)[number];
  readonly state: RequestState;
  /** The clock starts here, however long verification takes. */
  readonly receivedAtMs: number;
  /** A token proves it at once; on somebody's behalf it is proven apart. */
  readonly verifiedAtMs: number | null;
  readonly dues: Dues;
  /** How often it was asked again while it was open. */
  readonly repeats: number;
  readonly answer: RequestAnswer | null;
  readonly refusal: { readonly ground: RefusalGround; readonly reason: string } | null;
  readonly closedAtMs: number | null;
  /** `system` when it was answered from the record. */
  readonly closedBy: string | null;
};

/** Sentences are kept as they were told: an answer does not change when wording does. */
export type RequestAnswer = {
  readonly schema: 'paidan.answer/1';
  readonly role: string;
  readonly decisionId: string | null;
  readonly sentences: { readonly zh: readonly string[]; readonly en: readonly string[] };
  /** Of a review; null when the record answered. */
  readonly review: {
    readonly outcome: string;
    readonly reviewer: string;
    readonly spentMs: number;
    readonly opened: readonly string[];
    readonly supersededBy: string | null;
    readonly compensationId: string | null;
  } | null;
};
