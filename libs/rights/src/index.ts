export { calendarOf, calendarWarning, type Calendar } from './clock/calendar.js';
export { CHINESE_CALENDAR } from './clock/chinese-calendar.js';
export { dayInShanghai, dayText } from './clock/civil-day.js';
export { DUE_DAYS, duesOf, type Dues } from './clock/dues.js';

export { type RightsDatabase, type RightsTx } from './ports/database.js';
export { type Hold, type Holds } from './ports/holds.js';

export { advanceErasures, type ErasureMeans } from './erasure/advance-erasures.js';
export { applyFences } from './erasure/apply-fences.js';
export { askErasure, erasureSeen } from './erasure/ask-erasure.js';
export { certificateOf, type ErasureCertificate } from './erasure/certificate.js';
export { acknowledgeErasure, tellRecipients } from './erasure/tell-recipients.js';
export {
  ERASURE_GROUNDS,
  ERASURE_STATES,
  type Erasure,
  type ErasureGround,
  type ErasureNotice,
  type Erasures,
  type ErasureState,
} from './ports/erasures.js';
export { type ErasureNotification, type Outside } from './ports/outside.js';

export { SYSTEM, THE_SERVICE, type RightsMeans } from './means.js';
export { type Agreement, type Reviews, type RuleCounts } from './ports/reviews.js';
export { type Requests } from './ports/requests.js';
export {
  type CorrectionJob,
  type Reconsidered,
  type Remedies,
  type Superseding,
} from './ports/remedies.js';

export {
  FILED_BY,
  LATENESS,
  REQUEST_KINDS,
  REQUEST_STATES,
  type Lateness,
  type RequestAnswer,
  type RequestKind,
  type RequestState,
  type RequestSubject,
  type RightsRequest,
} from './requests/request.js';
export { GROUND_LABELS, REFUSAL_GROUNDS, type RefusalGround } from './requests/grounds.js';
export { fileRequest, type Filing } from './requests/file-request.js';
export { verifyIdentity } from './requests/verify-identity.js';
export { refuseRequest } from './requests/refuse-request.js';
export { asSeenBy, requestSeen, requestsOf } from './requests/read-requests.js';
export { chooseHuman, standingSeen, type StandingOf } from './requests/choose-human.js';
export { NEAR_MS, watchDues } from './requests/watch-dues.js';

export {
  EVIDENCE_PIECES,
  REVIEW_OUTCOMES,
  REVIEW_STATES,
  type EvidencePiece,
  type Review,
  type ReviewOutcome,
  type ReviewState,
} from './reviews/review.js';
export { REVIEW_LEASE_MS, takeReview } from './reviews/take-review.js';
export { openEvidence } from './reviews/open-evidence.js';
export { decideReview } from './reviews/decide-review.js';
export { type OutcomeCorrection, type Verdict } from './reviews/verdict.js';
export { AGREEMENT_MIN, AGREEMENT_WINDOW } from './reviews/agreement.js';
export { FAULTS } from './reviews/faults.js';
export { ruleReviews } from './reviews/rule-reviews.js';
export { REASONS_MIN } from './reviews/own-words.js';

export { decideAwardByPerson, openAwardByPerson } from './awards/decide-by-person.js';
export { followUpAwards } from './awards/follow-up-awards.js';
export { correctionOf, type CorrectionOf } from './remedies/correction-of.js';
export { workCorrections } from './remedies/work-corrections.js';
export { retire, RETENTION, type Retired } from './retention/retire.js';
export { type Retention } from './ports/retention.js';

export { copyOf, type CopyFile, type CopyPart } from './copy/copy-of.js';
export { type Copies, type CopyPlace, type CopyRows } from './ports/copies.js';

export {
  contestViolation,
  recordViolation,
  reviewViolation,
  violationsOf,
} from './violations/violations.js';
export {
  VIOLATION_KINDS,
  VIOLATION_STATES,
  type Violation,
  type ViolationKind,
  type Violations,
  type ViolationState,
} from './ports/violations.js';
export { CORRECTABLE_MS, correctRating, sideOf, withdrawRating } from './ratings/own-ratings.js';
export { type OwnRating, type OwnRatings, type RatingSide } from './ports/own-ratings.js';
