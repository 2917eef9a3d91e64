export type { Caller, Role } from './caller.js';
export { ROLES } from './caller.js';
export {
  Rejection,
  REJECTIONS,
  notFound,
  type FieldError,
  type RejectionCode,
} from './rejection.js';
export { once, type Answer } from './once.js';
export { event } from './event.js';
export { toWgs84, type GivenPosition } from './place.js';
export { orderForUpdate, orderSeen, sightOf } from './sight.js';

export {
  CARRYING_STATUSES,
  CONFIRMATIONS,
  COORDINATE_SYSTEMS,
  DOCUMENT_KINDS,
  FINAL_STATUSES,
  HANDLINGS,
  ORDER_STATUSES,
  type Confirmation,
  type CoordinateSystem,
  type DocumentKind,
  type DocumentLink,
  type Handling,
  type Order,
  type OrderStatus,
  type Position,
  type Stop,
} from './model/order.js';
export {
  CONSENT_PURPOSES,
  NO_CONSENTS,
  POSITION_SOURCES,
  type ConsentPurpose,
  type Consents,
  type Driver,
  type DriverState,
  type Fix,
  type PastState,
  type PositionSource,
  type Vehicle,
} from './model/driver.js';

export {
  ACCESS_KINDS,
  type Access,
  type AccessKind,
  type AccessRequest,
  type AccessShown,
} from './model/access.js';
export {
  SUSPICION_CODES,
  type Suspicion,
  type SuspicionCode,
  type TrackPoint,
  type Trip,
  type TripState,
  type TripUnderWay,
} from './model/trip.js';

export { type Accesses } from './ports/accesses.js';
export type { Clock, Entropy } from './ports/clock.js';
export { type Asker, type Contrasts } from './ports/contrasts.js';
export { type Crews, type Invitation } from './ports/crews.js';
export { type Decline, type Declines } from './ports/declines.js';
export { PAIR_KINDS, type Pair, type PairKind, type Pairs, type PairSide } from './ports/pairs.js';
export { type Database, type Tx } from './ports/database.js';
export { type DecisionLog, type Disclosure, type SignedCheckpoint } from './ports/decision-log.js';
export { type Drivers, type FixResult } from './ports/drivers.js';
export { type GaveBackCause, type Grab, type Grabs } from './ports/grabs.js';
export {
  OFFER_STATES,
  WITHDRAWN_BECAUSE,
  type NewOffer,
  type Offer,
  type Offers,
  type OfferState,
  type WithdrawnBecause,
} from './ports/offers.js';
export type { Rounds } from './ports/rounds.js';
export { type Idempotency } from './ports/idempotency.js';
export { type Ledger } from './ports/ledger.js';
export { type Audit, type AuditEntry, type Automation, type Stats } from './ports/operating.js';
export { type OrderQuery, type Orders, type Sight } from './ports/orders.js';
export { type Outbox, type OutboxEvent } from './ports/outbox.js';
export {
  OUTCOME_KINDS,
  type Outcome,
  type GivenRating,
  type OutcomeKind,
  type Outcomes,
  type Rating,
} from './ports/outcomes.js';
export { type Policies } from './ports/policies.js';
export {
  ROLLOUT_ARMS,
  ROLLOUT_METHODS,
  ROLLOUT_REGIONS,
  type Draw,
  type Rollout,
  type RolloutArm,
  type RolloutMethod,
  type RolloutRegion,
  type Rollouts,
} from './ports/rollouts.js';
export { type ShadowRun, type ShadowRuns } from './ports/shadow-runs.js';
export { type Shares, type ShareSum } from './ports/shares.js';
export { type Compensation, type Standing, type Standings } from './ports/standings.js';
export { type AwardReview, type AwardReviews } from './ports/award-reviews.js';
export { type DrivenTrip, type Trips } from './ports/trips.js';
export { type TruckCount, type Trucks } from './ports/trucks.js';
export { WAKE_KINDS, type WakeKind, type WakeUp, type WakeUps } from './ports/wake-ups.js';

export { Fleet } from './matching/fleet.js';
export { Matcher, type MatcherLog } from './matching/matcher.js';
export { PolicyShelf } from './matching/policy-shelf.js';
export { ProfileBook } from './matching/profile-book.js';
export { ReturnBoards } from './matching/return-boards.js';
export { ShareBook } from './matching/share-book.js';
export { takeStep } from './matching/step.js';
export type { Matching } from './matching/context.js';

export { postOrder, type NewOrder, type NewStop } from './orders/post-order.js';
export { amendOrder, type Amendment } from './orders/amend-order.js';
export { cancelOrder } from './orders/cancel-order.js';
export { confirmOrder, type Confirming } from './orders/confirm-order.js';
export { progressOrder, receiveOrder, type Progress } from './orders/progress-order.js';
export { rateOrder } from './orders/rate-order.js';
export { collectUntilMs, firstStep } from './orders/steps.js';
export { grabOrder } from './orders/grab-order.js';
export { acceptOffer, type AcceptedOffer } from './offers/accept-offer.js';
export { declineOffer } from './offers/decline-offer.js';
export {
  offersOfDriver,
  offersOfOrder,
  type OfferCounts,
  type OfferedOrder,
} from './offers/read-offers.js';

export {
  ConsentShelf,
  currentText,
  holds,
  newestText,
  NOTICE_MS,
} from './consents/consent-shelf.js';
export { putConsentText, type NewConsentText } from './consents/put-consent-text.js';
export {
  ASK_AGAIN_MS,
  consentStates,
  promptForConsent,
  type ConsentState,
  type ConsentStates,
} from './consents/asking-again.js';
export { lapseConsents } from './consents/lapse-consents.js';
export {
  type ConsentCause,
  type ConsentEntry,
  type ConsentLedger,
  type ConsentPrompt,
  type ConsentText,
} from './ports/consents.js';

export { registerDriver, type Registration } from './drivers/register-driver.js';
export { changeConsent, changeDuty, changeHome, changePlace } from './drivers/change-driver.js';
export { carrierDrivers, type CarriersDriver } from './drivers/carrier-drivers.js';
export { answerInvitation, crewOf, inviteCoDriver, leaveCrew, type Crew } from './crews/crew.js';
export { clearPair, otherOf, pairsOf, setPair } from './pairs/pair.js';
export { declineOrder } from './orders/decline-order.js';
export { askAccess, decideAccess } from './access/ask-access.js';
export { driverAccesses } from './access/driver-accesses.js';
export { approvalFor, mustBeApproved, recordShown, type Shown } from './access/show.js';
export {
  TRUCK_COUNT_PERIOD_MS,
  TruckCounts,
  type NearbyTrucks,
  type TruckGroup,
} from './nearby/truck-counts.js';
export { corridorMeters } from './trips/follow.js';
export { tripSeen, type TripSeen } from './trips/read-trip.js';
export { reportPositions, type ReportedFix } from './drivers/report-positions.js';
export { addOutcomes } from './drivers/add-outcomes.js';
export { recordProfileChange, type Changes, type PastOf } from './drivers/record-profile-change.js';
export { history } from './drivers/history.js';
export { importOutcomes, type ImportedOutcome } from './drivers/import-outcomes.js';
export { driverProfile, driverSeen } from './drivers/read-driver.js';
export { nearbyCargo, type Cargo, type CargoQuery } from './drivers/nearby-cargo.js';

export { newestCheckpoint, proveDecision, proveGrowth } from './log/prove-decision.js';
export { LogRefused, sequenceLog, type Sequenced } from './log/sequence-log.js';

export { assignByHand } from './operating/assign-by-hand.js';
export { decideAward, openAward, type Competing } from './operating/decide-award.js';
export { setAutomation } from './operating/automation.js';
export { putPolicy, soundPolicy } from './operating/put-policy.js';
export { keepShadowRun, rehearse, REHEARSED_MAX, type Rehearsed } from './policies/rehearse.js';
export { REHEARSED_MIN, SHADOW_RUN_KEPT_MS } from './policies/large-change.js';
export { endRollout, rollOut, type NewRollout } from './policies/roll-out.js';

export {
  askedAbout,
  CARD,
  explainDecisionToDriver,
  explainOrderToDriver,
  WHOLE,
  type Telling,
} from './explain/explain-to-driver.js';
export type { Explaining } from './explain/explaining.js';
export { InsightBook } from './explain/insight-book.js';
export { RecordBook } from './explain/record-book.js';
export { decidingRecord, type Deciding } from './explain/deciding-record.js';
export { bestDrivers, type BestDrivers } from './explain/best-drivers.js';
export { orderFunnel, type OrderFunnel } from './explain/order-funnel.js';
export {
  explainDecisionToShipper,
  explainOrderToShipper,
  isForShippers,
  settlingDecision,
} from './explain/explain-to-shipper.js';
export { pastEvidence } from './explain/past-evidence.js';
