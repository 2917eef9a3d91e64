export {
  BODY_TYPES,
  CARGO_KINDS,
  DECLINE_REASONS,
  MODES,
  PLACE_SOURCES,
  QUALIFICATIONS,
  type BodyType,
  type CargoKind,
  type DeclineReason,
  type Mode,
  type PlaceSource,
  type Qualification,
} from './vocabulary.js';
export type {
  AboardFacts,
  AboardOrder,
  Candidate,
  DrivingFacts,
  HomeFacts,
  Load,
  OrderFacts,
  ProfileFacts,
  ReturnFacts,
  ShareFacts,
  SearchReport,
  Window,
  World,
} from './domain.js';
export {
  FACTORS,
  LATER_FACTORS,
  PROFILE_FACTORS,
  type FairShareRules,
  type ReturnRules,
  type FactorName,
  type OfferRules,
  type PartName,
  type RemedyRules,
  type RoundRules,
  type ScheduledRules,
  type Policy,
  type Prior,
  type ProfileFactorName,
  type Table,
  type TripRules,
  type VisibilityRules,
} from './policy.js';
export {
  REFUSALS,
  type Decision,
  type Facts,
  type Funnel,
  type Part,
  type Ranked,
  type Refusal,
  type RefusalReason,
  type Refused,
} from './decision.js';
export { REFUSAL_UNITS, type RefusalUnit } from './eligibility/refusal-units.js';
export { refusalsOf } from './eligibility/eligibility.js';
export { TRUCK_REFUSALS, truckRefusal, type Truck } from './eligibility/truck-refusal.js';
export { POINTS_MAX } from './scoring/factor.js';
export { pointsAt } from './scoring/table.js';
export { pointsRange, type PointsRange } from './scoring/points-range.js';
export { profileParts } from './scoring/profile-parts.js';
export type { Past } from './scoring/profile-factor.js';
export { bodyServed } from './body-match.js';
export { arrivalSlackSeconds, travelSeconds } from './travel.js';
export type { Circumstances } from './circumstances.js';
export { judge, type Verdict } from './judge.js';
export { bestPossible, type BestPossible } from './best-possible.js';
export { decide, type Decide } from './decide.js';
export { decideOften, type Placings } from './decide-often.js';
export { judgeAround, type TotalOf } from './judge-around.js';
export type { Problem as PolicyProblem } from './checking/check.js';
export { parsePolicy, type ParsedPolicy } from './parse-policy.js';
export { defaultPolicy, tripRulesOf } from './default-policy.js';
export { DEFAULT_REMEDIES, remediesOf } from './remedies.js';
export type { AskingRules, DrivingTimeRules, PartLoadRules } from './refusal-rules.js';
export { rideAlong, type RideAlong } from './part-loads/ride-along.js';
export { rested, legalDrive } from './driving/legal-drive.js';
export { offerRulesOf, offerShownAfterMs, placesIn } from './offers.js';
export { solveAssignment, type Solved } from './assignment/solve.js';
export { solveDense, type DenseProblem } from './assignment/dense.js';
export { componentsOf, type Component } from './assignment/components.js';
export { flawOf } from './assignment/flaw.js';
export {
  assignmentProblem,
  costOf,
  type Assignment,
  type AssignmentProblem,
  type Edge,
} from './assignment/problem.js';
export { candidatesWanted, roundRulesOf, windowMs, type Supply } from './rounds/round-rules.js';
export {
  decideRound,
  inRound,
  settleRound,
  type RoundDecision,
  type RoundFacts,
  type RoundOutcome,
  type TradeOff,
} from './rounds/decide-round.js';
export type { RoundEntry } from './rounds/round-entry.js';
export { isScheduled, matchedFromMs } from './scheduled.js';
export { shownAfterMs } from './visibility.js';
export { policyChanges, type PolicyChange, type TablePoint } from './changes/policy-changes.js';
export {
  LARGE_CHANGE_PERMILLE,
  weightChanges,
  type WeightChange,
} from './changes/weight-changes.js';
export { ENGINE_VERSION } from './engine-version.js';
