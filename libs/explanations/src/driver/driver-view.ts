import type { FactorName, Policy, ProfileFacts } from '#libs/matcher';
import type { Role } from '../kinds/kind.js';
import type { ContrastView } from '../contrast/contrast-view.js';
import type {
  CounterfactualsView,
  NonPersonalisedView,
} from '../counterfactuals/counterfactual-view.js';
import type { Text } from '../labels.js';
import type { RolloutDraw } from './came-by.js';
import type { DecisionKind, RecordedRole } from '../record.js';
import type { Sentence } from '../sentence.js';
import type { ConsequenceView } from './consequence-view.js';
import type { InputView, TermView } from './inputs.js';
import type { NotReached } from './not-reached.js';
import type { OutcomeView } from './outcome.js';
import type { PartView } from './part-view.js';
import type { StageView } from './procedure.js';
import type { RefusalView } from './refusal-view.js';
import type {
  AccessView,
  ConsentsView,
  Controller,
  IntegrityView,
  PurposeView,
  RecipientView,
  ReplayView,
  RetentionView,
  SystemView,
} from './standing.js';

export type DriverRole = Role;

/**
 * The full record: what one driver is told of one decision. Plain JSON, numbers whole. Of any other
 * driver it holds nothing but the cutoff's total, and counts that are a range where they are few.
 */
export type DriverExplanation = {
  readonly schema: 'paidan.explanation/2';
  /** Names this driver's part of this decision. */
  readonly recordId: string;
  readonly locales: readonly string[];
  readonly controller: Controller;
  /** True when the decision never saw him and the reason was worked out afterwards. */
  readonly reconstructed: boolean;
  readonly decision: DecisionView;
  readonly subject: { readonly driverId: string; readonly role: Role };
  readonly role: Role;
  /** The finer word in the record; null when he is in none. */
  readonly recordedRole: RecordedRole | null;
  readonly roleLabel: Text;
  readonly significance: { readonly effect: 'MAJOR' | 'MINOR'; readonly rule: Sentence };
  readonly purposeAndBasis: PurposeView;
  readonly system: SystemView;
  /** What a driver wants to know of such a decision first. */
  readonly question: Text;
  /** Yes or no, in the plainest words. */
  readonly answer: Sentence;
  /** At most three main reasons. */
  readonly narrative: readonly Sentence[];
  readonly countedMost: Sentence;
  readonly outcome: OutcomeView;
  /** `baseline` and the contributions of `parts` sum to `total`. */
  readonly contributions: { readonly baseline: 0; readonly total: number | null };
  readonly parts: readonly PartView[];
  readonly refusal: RefusalView | null;
  readonly notReached: NotReached | null;
  readonly consequence: ConsequenceView | null;
  readonly procedure: readonly StageView[];
  readonly search: Sentence | null;
  readonly inputs: readonly InputView[];
  readonly order: readonly TermView[];
  readonly consents: ConsentsView | null;
  /** Null when that was not recorded. */
  readonly profile: 'ON' | 'OFF' | null;
  readonly profileFacts: ProfileView;
  readonly tieBreak: TieBreakView | null;
  readonly parameters: ParametersView;
  readonly safeguards: readonly Sentence[];
  readonly consequences: readonly Sentence[];
  /** What he could do another time. */
  readonly couldChange: readonly Sentence[];
  /** Beside the one who had to be beaten; null where totals did not decide against him. */
  readonly contrast: ContrastView | null;
  /** What would have been enough, proved; null for who was chosen, or where nobody compared. */
  readonly counterfactuals: CounterfactualsView | null;
  /** The same decision without personal characteristics, for this driver alone (D3). */
  readonly nonPersonalised: NonPersonalisedView | null;
  readonly remedies: RemediesView;
  readonly withheld: readonly WithheldView[];
  readonly recipients: readonly RecipientView[];
  readonly integrity: IntegrityView;
  readonly replay: ReplayView;
  readonly retention: RetentionView;
  readonly chain: { readonly supersedes: string | null; readonly supersededBy: string | null };
  /** Who read this record and why; null when whoever serves it keeps no such list. */
  readonly accessLog: readonly AccessView[] | null;
};

/**
 * What the card is made of: it takes the driver's row and what stands beside it, and neither who
 * has read the record nor what became of it since.
 */
export type DriverTold = Pick<
  DriverExplanation,
  | 'recordId'
  | 'system'
  | 'integrity'
  | 'reconstructed'
  | 'decision'
  | 'role'
  | 'recordedRole'
  | 'roleLabel'
  | 'question'
  | 'answer'
  | 'narrative'
  | 'countedMost'
  | 'outcome'
  | 'parts'
  | 'refusal'
  | 'notReached'
  | 'consequences'
  | 'couldChange'
  | 'counterfactuals'
  | 'remedies'
>;

export type DecisionView = {
  readonly decisionId: string;
  readonly kind: DecisionKind;
  readonly kindLabel: Text;
  readonly orderId: string | null;
  readonly orderVersion: number;
  readonly round: number;
  readonly decidedAt: string;
  readonly decidedAtMs: number;
  readonly automation: 'SOLELY_AUTOMATED' | 'HUMAN_DECIDED';
  /** The operator's opaque id, when a person decided. */
  readonly decidedByHuman: string | null;
  /** How long that person looked; null when the system decided, or nobody measured. */
  readonly humanSpentMs: number | null;
  readonly engineVersion: string;
  readonly cause: string | null;
};

export type ProfileView = {
  readonly windowDays: number;
  readonly halfLifeDays: number;
  readonly neutralPoints: Readonly<Record<string, number>>;
  /** What it said of him then; null with the profile off, or when that was not recorded. */
  readonly facts: ProfileFacts | null;
  readonly excluded: readonly Sentence[];
};

export type TieBreakView = {
  readonly rule: Sentence;
  readonly seedHash: string;
  /** Revealed with the award; null before. */
  readonly seed: string | null;
  readonly ownTicket: string | null;
  readonly recompute: Sentence;
};

export type ParametersView = {
  readonly policyHash: string;
  readonly policyName: string;
  readonly policyVersion: number;
  /** Whether these rules were in force, or were drawn for in a rollout; and the draw. */
  readonly cameBy: Sentence;
  readonly drawn: RolloutDraw | null;
  readonly weights: readonly {
    readonly factor: FactorName;
    readonly label: Text;
    readonly weight: number;
  }[];
  /** From a measured number to points, as the policy has them. */
  readonly tables: Policy['tables'];
};

export type RemediesView = {
  /** Where to turn to; null when whoever shows this adds it. */
  readonly contact: string | null;
  /** Until then what the decision, or its absence, goes by is kept whole. */
  readonly bestAskedUntilMs: number;
  readonly until: Sentence;
  readonly answerWithinDays: number;
  /** The later, legal limit; the calendar is that of the State Council. */
  readonly answerWithinWorkingDays: number;
  readonly ways: readonly Sentence[];
};

export type WithheldView = {
  readonly field: 'other_drivers' | 'small_counts' | 'contrast' | 'exact_facts';
  readonly ground: 'third_party_personal_information' | 'storage_limitation';
  readonly note: Sentence;
};
