export {
  BODY_TYPES,
  CARGO_KINDS,
  MODES,
  PLACE_SOURCES,
  QUALIFICATIONS,
  type BodyType,
  type CargoKind,
  type Mode,
  type PlaceSource,
  type Qualification,
} from './vocabulary.js';
export type {
  Candidate,
  Load,
  OrderFacts,
  ProfileFacts,
  SearchReport,
  Window,
  World,
} from './domain.js';
export {
  FACTORS,
  PROFILE_FACTORS,
  type FactorName,
  type OfferRules,
  type PartName,
  type RemedyRules,
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
export { POINTS_MAX } from './scoring/factor.js';
export { pointsAt } from './scoring/table.js';
export { profileParts } from './scoring/profile-parts.js';
export type { Past } from './scoring/profile-factor.js';
export { bodyServed } from './body-match.js';
export { arrivalSlackSeconds, travelSeconds } from './travel.js';
export type { Circumstances } from './circumstances.js';
export { judge, type Verdict } from './judge.js';
export { decide, type Decide } from './decide.js';
export type { Problem as PolicyProblem } from './checking/check.js';
export { parsePolicy, type ParsedPolicy } from './parse-policy.js';
export { defaultPolicy, tripRulesOf } from './default-policy.js';
export { DEFAULT_REMEDIES, remediesOf } from './remedies.js';
export { offerRulesOf, placesIn } from './offers.js';
export { isScheduled, matchedFromMs } from './scheduled.js';
export { shownAfterMs } from './visibility.js';
export { policyChanges, type PolicyChange, type TablePoint } from './changes/policy-changes.js';
export {
  LARGE_CHANGE_PERMILLE,
  weightChanges,
  type WeightChange,
} from './changes/weight-changes.js';
export { ENGINE_VERSION } from './engine-version.js';
