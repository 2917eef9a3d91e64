import { CHINESE_CALENDAR } from '../clock/chinese-calendar.js';
import { duesOf } from '../clock/dues.js';
import type { RightsRequest } from '../requests/request.js';
import type { Review } from '../reviews/review.js';

/** Noon of 18 September 2026 in Shanghai: due on 3 October, at the latest on the 15th. */
export const RECEIVED_MS = Date.UTC(2026, 8, 18, 4);
export const DAY_MS = 86_400_000;

export const aRequest = (requestId: string, over: Partial<RightsRequest> = {}): RightsRequest => ({
  requestId,
  driverId: 'd1',
  kind: 'human_review',
  orderId: null,
  decisionId: null,
  outcomeId: null,
  words: 'I was there.',
  filedBy: 'd1',
  filedRole: 'driver',
  state: 'open',
  receivedAtMs: RECEIVED_MS,
  verifiedAtMs: RECEIVED_MS,
  dues: duesOf(RECEIVED_MS, CHINESE_CALENDAR),
  repeats: 0,
  answer: null,
  refusal: null,
  closedAtMs: null,
  closedBy: null,
  ...over,
});

export const aReview = (requestId: string, over: Partial<Review> = {}): Review => ({
  requestId,
  driverId: 'd1',
  orderId: null,
  decisionId: null,
  policyHash: null,
  rule: 'ranking',
  openedAtMs: RECEIVED_MS,
  dueAtMs: RECEIVED_MS + 15 * DAY_MS,
  state: 'waiting',
  takenBy: null,
  takenAtMs: null,
  leaseUntilMs: null,
  decidedAtMs: null,
  outcome: null,
  reasons: null,
  faultyRule: null,
  spentMs: null,
  ...over,
});
