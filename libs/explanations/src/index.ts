export { bandedCount, bandOf, CROWD_MIN, quarterOf, type BandedCount } from './bands.js';
export { canonicalJson } from './canonical.js';
export { compactForm, compactRows } from './compact/compact-form.js';
export { SHAPES as COMPACT_SHAPES } from './compact/shapes.js';
export { WORDS as COMPACT_WORDS } from './compact/words.js';
export { PACKING_DICTIONARY } from './packing-dictionary.js';
export { SHORT_WORDS } from './short-words.js';
export {
  contentOf,
  policyHash,
  seedHash,
  sha256,
  sha256Hex,
  signingKey,
  ticket,
  unpacked,
} from './digest.js';
export {
  explainNotReached,
  tellNotReached,
  whyNotReached,
  type NotReachedQuestion,
  type Recommendation,
} from './driver/explain-not-reached.js';
export { beyondBudget, type Contrast } from './contrast/contrast.js';
export {
  CONTRAST_GROUNDS,
  type ContrastGround,
  type ContrastView,
} from './contrast/contrast-view.js';
export { DISTANCE_EDGES_METERS } from './contrast/rival-ranges.js';
export {
  besideOf,
  NOTHING_BESIDE,
  type Absent,
  type Beside,
  type BesideQuestion,
} from './counterfactuals/beside.js';
export {
  TERMS as COUNTERFACTUAL_TERMS,
  type CounterfactualsView,
  type CounterfactualView,
  type NonPersonalisedView,
} from './counterfactuals/counterfactual-view.js';
export type { RolloutDraw } from './driver/came-by.js';
export { explainToDriver, tellDriver, type DriverQuestion } from './driver/explain-to-driver.js';
export { cardOf, type DriverCard } from './driver/card.js';
export type { DriverExplanation, DriverRole, DriverTold } from './driver/driver-view.js';
export {
  NOT_REACHED_LABELS,
  NOT_REACHED_REASONS,
  type NotReached,
  type NotReachedReason,
} from './driver/not-reached.js';
export { reconstruct, type PastEvidence, type PastPlace } from './driver/reconstruct.js';
export {
  NO_ANNEX,
  type AccessView,
  type Annex,
  type Controller,
  type Standing,
} from './driver/standing.js';
export {
  EVIDENCE_KEPT_MS,
  evidenceExpired,
  EXACT_KEPT_MS,
  KEPT_YEARS_AT_LEAST,
} from './keeping.js';
export {
  CANCELLERS,
  CONSEQUENCE_RULES,
  PROFILE_CAUSES,
  type CancellationConsequence,
  type Canceller,
  type Consequence,
  type ConsequenceRule,
  type ProfileCause,
  type ProfileConsequence,
  type ReleaseCause,
  type ReleaseConsequence,
} from './consequence.js';
export { cancellationRecord, type Cancellation } from './kinds/cancellation.js';
export { ROLES, type Kind, type Role } from './kinds/kind.js';
export {
  profileChangeRecord,
  type ChangedProfile,
  type ProfileChange,
} from './kinds/profile-change-record.js';
export { aboutOf, factsOf as profileFactsOf, type CountedOutcome } from './kinds/profile-sums.js';
export { reviewRecord, type ReviewDecision } from './kinds/review.js';
export { releaseRecord, type Release } from './kinds/release.js';
export { KIND_LABELS, KINDS } from './kinds/table.js';
export { fromBase64, toBase64, utf8 } from './log/bytes.js';
export {
  openCheckpoint,
  signCheckpoint,
  type Checkpoint,
  type CheckpointFault,
} from './log/checkpoint.js';
export { checkFile, STEPS, type Checked, type Step } from './log/check-file.js';
export { MerkleLog } from './log/merkle-log.js';
export {
  consistencyPath,
  HASH_BYTES,
  inclusionPath,
  leafHash,
  merkleRoot,
  nodeHash,
} from './log/merkle.js';
export { growthFile, proofFile, type GrowthFile, type ProofFile } from './log/proof-file.js';
export {
  parseVkey,
  signerOf,
  verifierKey,
  vkeyText,
  type Signer,
  type VerifierKey,
} from './log/signed-note.js';
export {
  completedRuns,
  LogIncomplete,
  readTree,
  rootsOf,
  type ReadRun,
  type Run,
  type StoredTree,
} from './log/stored-tree.js';
export { parseTlogProof, tlogProofText } from './log/tlog-proof.js';
export {
  rootFromInclusion,
  sameBytes,
  verifyConsistency,
  verifyInclusion,
  type Consistency,
  type Inclusion,
} from './log/verify.js';
export { recordOf, type RecordContext } from './record-of.js';
export {
  DECISION_KINDS,
  isJudged,
  reasonOf,
  RECORDED_ROLES,
  type ConsequenceBundle,
  type DecisionBundle,
  type DecisionHeader,
  type DecisionKind,
  type DecisionRecord,
  type DriverRow,
  type JudgedRecord,
  type RecordedRole,
  type HumanPart,
  type ViewHeader,
} from './record.js';
export { decidedUnder, PolicyMissing, replay, worldOf, type ReplayResult } from './replay.js';
export { replayRound } from './replay-round.js';
export { sentence, type Quantity, type Sentence } from './sentence.js';
export { explainToShipper, type ShipperQuestion } from './shipper/explain-to-shipper.js';
export type { RelaxationView } from './shipper/relaxations.js';
export type { ShipperExplanation } from './shipper/shipper-view.js';
export {
  BODY_LABELS,
  CARGO_LABELS,
  FACTOR_LABELS,
  MODE_LABELS,
  ORDER_STATUS_LABELS,
  PLACE_SOURCE_LABELS,
  QUALIFICATION_LABELS,
  REFUSAL_LABELS,
  RELEASE_CAUSE_LABELS,
  type Language,
  type Text,
} from './labels.js';
export { bandEdge, reduceRow } from './reduce.js';
export { publishedRules, type PublishedRules } from './rules/published-rules.js';
export { compareUnder, SKIPPED_BECAUSE, type Comparison } from './shadow/compare.js';
export { DIMENSIONS, type Dimension } from './shadow/groups.js';
export { FLIPS_MAX, ShadowTally } from './shadow/tally.js';
export { withoutDrivers, type Flip, type ShadowReport, type Turned } from './shadow/report.js';
export { rulesOf, UNKNOWN_REASONS, type UnknownReason } from './shadow/unknown.js';
