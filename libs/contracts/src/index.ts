export type { Class, Field, FieldPlace, JsonSchema } from './fields/field.js';
export { Describes, fieldsOf } from './fields/field.js';
export type { FieldErrorCode, FieldOptions } from './fields/decorate.js';
export { FIELD_ERROR_CODES } from './fields/decorate.js';
export { ID_PATTERN } from './fields/named.js';
export { exampleOf, schemaOf } from './fields/schema.js';
export { timeMs, timeText } from './fields/times.js';
export type { FieldError } from './fields/findings.js';
export { ERRORS_MAX } from './fields/findings.js';
export { DEPTH_MAX } from './fields/shape.js';
export type { Source, Validated } from './fields/validate.js';
export { validateInput, validateRequest } from './fields/validate.js';

export { GivenPosition, LoadVector, NewStop, TimeWindow } from './operations/parts.js';
export { PAGE_MAX } from './operations/paging.js';
export {
  AmendOrder,
  AssignOrder,
  AttachDocument,
  CancelOrder,
  DepositPaid,
  OrderPath,
  PostOrder,
  RateOrder,
  ReportProgress,
} from './operations/order-commands.js';
export { ExplainDecision, ExplainOrder, ListOrders } from './operations/order-queries.js';
export {
  CrewFacts,
  DriverPath,
  ListDriverDecisions,
  NearbyCargo,
  RegisterDriver,
  SetConsent,
  SetDuty,
  SetHome,
  SetPlace,
  VehicleFacts,
} from './operations/driver-inputs.js';
export { CorrectRating, ListRatings } from './operations/ratings.js';
export {
  ContestViolation,
  ListDueViolations,
  RecordViolation,
  ReviewViolation,
  ViolationPath,
} from './operations/violations.js';
export { GetCopy } from './operations/copies.js';
export { AcknowledgeErasure, AskErasure, ErasurePath } from './operations/erasure-inputs.js';
export {
  ListConsents,
  ListConsentTexts,
  PromptForConsent,
  PublishConsentText,
} from './operations/consent-inputs.js';
export { FIXES_MAX, PositionFix, ReportPositions } from './operations/position-inputs.js';
export {
  GetPolicy,
  ImportOutcomes,
  ListAudit,
  OUTCOMES_MAX,
  PastOutcome,
  PutPolicy,
  SetAutomation,
} from './operations/operating-inputs.js';
export {
  EndRollout,
  ListRollouts,
  ListShadowRuns,
  RunShadow,
  SHADOW_DECISIONS_MAX,
  StartRollout,
} from './operations/policy-inputs.js';
export type { Method, Operation, Tag } from './operations/operation.js';
export { TAGS } from './operations/operation.js';
export type { AnswerOf, InputOf, OperationId } from './operations/catalogue.js';
export { OPERATIONS, operationById, pathParameters, routePath } from './operations/catalogue.js';
export { problemsOf } from './operations/problems-of.js';

export {
  BestDriversGroup,
  BestDriversView,
  DocumentView,
  DocumentsView,
  GrabView,
  OrderPage,
  OrderView,
  PositionView,
  StopView,
  WindowView,
} from './views/order-view.js';
export {
  DecisionList,
  DecisionSummary,
  DriverDecision,
  DriverDecisionPage,
  ExplanationView,
  FunnelCounts,
  FunnelView,
  PartView,
} from './views/decision-view.js';
export {
  CargoPage,
  CargoView,
  ConsentsView,
  DriverView,
  FixView,
  LaneEvidence,
  ManualPlaceView,
  PositionsReceipt,
  ProfileView,
  TogetherEvidence,
} from './views/driver-view.js';
export {
  DecisionProofView,
  DecisionTreePath,
  LogCheckpointView,
  LogConsistencyView,
  LogKeyView,
} from './views/log-view.js';
export { RolloutList, RolloutView, ShadowRunList, ShadowRunView } from './views/policy-view.js';
export { OwnRatingPage, OwnRatingView, ShownRating } from './views/rating-view.js';
export { ViolationList, ViolationView } from './views/violation-view.js';
export { CopyFileView, CopyView } from './views/copy-view.js';
export { ErasureView } from './views/erasure-view.js';
export {
  DuesView,
  GroundList,
  RequestPage,
  RequestView,
  StandingView,
} from './views/request-view.js';
export {
  AwardCase,
  AwardReviewList,
  EvidenceView,
  ReviewPage,
  ReviewView,
  RuleReviewList,
} from './views/review-view.js';
export {
  ConsentEntryView,
  ConsentStatesView,
  ConsentStateView,
  ConsentTextList,
  ConsentTextView,
} from './views/consent-view.js';
export {
  AuditPage,
  AuditView,
  AutomationList,
  AutomationView,
  OutcomesReceipt,
  PolicyList,
  PolicySummary,
  PolicyView,
  StatsView,
} from './views/operating-view.js';

export {
  AccessRequestPage,
  AccessRequestView,
  AccessView,
  DriverAccessPage,
} from './views/access-view.js';
export { CarriedOrder, CarrierDriver, CarrierDriverPage } from './views/carrier-view.js';
export { CrewView, InvitationView } from './views/crew-view.js';
export { DeclineView, PairPage, PairView } from './views/pair-view.js';
export { OfferList, OfferView, OrderOffersView } from './views/offer-view.js';
export { SuspicionView, TrackPointView, TripView } from './views/trip-view.js';
export { NearbyTrucksView, TruckGroupView } from './views/truck-view.js';

export type { ProblemBody, ProblemCode, ProblemError } from './problems.js';
export {
  isProblemCode,
  PROBLEM_CODES,
  PROBLEM_MEDIA_TYPE,
  problemBody,
  PROBLEMS,
} from './problems.js';
export {
  AUTHORIZATION,
  IDEMPOTENCY_KEY,
  IDEMPOTENCY_KEY_PATTERN,
  REQUEST_ID,
  REQUEST_ID_PATTERN,
} from './headers.js';

export type { EventData, EventType } from './events/catalogue.js';
export { EVENT_TYPES, EVENTS, isEventType } from './events/catalogue.js';
export type { CloudEvent } from './events/cloud-event.js';
export {
  cloudEvent,
  cloudEventType,
  EVENT_MEDIA_TYPE,
  EVENT_SOURCE,
} from './events/cloud-event.js';

export {
  ALL_EVENTS,
  ALL_REQUESTS,
  EVENT_STREAM,
  eventSubject,
  FENCE_PREFIX,
  FENCE_STREAM,
  noticesOf,
  noticeSubject,
  requestSubject,
} from './subjects/names.js';
export type { Team, TeamPermissions } from './subjects/teams.js';
export { inboxPrefix, TEAM_PERMISSIONS, teamsHearing, TEAMS } from './subjects/teams.js';
export { natsAuthorization, natsConfigTemplate, passwordVariable } from './subjects/nats-config.js';

export type { GeneratedFile } from './documents/generated.js';
export { apiFiles } from './documents/generated.js';
export { asyncApiDocument } from './documents/asyncapi.js';
export { RECORD_SCHEMAS, recordSchema } from './documents/record-schemas.js';
export { openApiDocument } from './documents/openapi.js';

export type {
  AccessKind,
  AccessShown,
  AccessState,
  BodyType,
  CargoKind,
  Confirmation,
  ConsentPurpose,
  CoordinateSystem,
  DecisionKind,
  DocumentKind,
  ErasureGround,
  ErasureRecipient,
  ErasureState,
  FixResult,
  FixSource,
  GrabState,
  Handling,
  Locale,
  Mode,
  OrderStatus,
  OutcomeKind,
  ProgressStatus,
  Qualification,
  RecordedRole,
  RefusalReason,
  Role,
  ViolationKind,
  ViolationState,
} from './vocabulary.js';
export {
  ACCESS_KINDS,
  ACCESS_STATES,
  ACCESSES_SHOWN,
  DRIVER_STATES,
  INVITATION_STATES,
  SUSPICIONS,
  BODY_TYPES,
  CARGO_KINDS,
  CONFIRMATIONS,
  CONSENT_PURPOSES,
  COORDINATE_SYSTEMS,
  DECISION_KINDS,
  DRIVER_ROLES,
  EXPLANATION_VIEWS,
  PROFILE_CAUSES,
  type DriverRole,
  type ExplanationViewName,
  type ProfileCause,
  DOCUMENT_KINDS,
  ERASURE_GROUNDS,
  ERASURE_RECIPIENTS,
  ERASURE_STATES,
  FIX_RESULTS,
  FIX_SOURCES,
  GRAB_STATES,
  HANDLINGS,
  LOCALES,
  MODES,
  ORDER_STATUSES,
  OUTCOME_KINDS,
  PROGRESS_STATUSES,
  QUALIFICATIONS,
  RECORDED_ROLES,
  REFUSALS,
  ROLES,
  ROLLOUT_METHODS,
  ROLLOUT_REGIONS,
  type RolloutMethod,
  type RolloutRegion,
  VIOLATION_KINDS,
  VIOLATION_STATES,
} from './vocabulary.js';
