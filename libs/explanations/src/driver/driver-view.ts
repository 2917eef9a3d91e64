import type { Decision, FactorName } from '#libs/matcher';
import type { BandedCount } from '../bands.js';
import type { Text } from '../labels.js';
import type { DecisionKind, RecordedRole } from '../record.js';
import type { Sentence } from '../sentence.js';
import type { InputView, TermView } from './inputs.js';
import type { PartView } from './part-view.js';
import type { StageView } from './procedure.js';
import type { NotReached } from './reconstruct.js';
import type { RefusalView } from './refusal-view.js';

export type DriverRole = RecordedRole | 'NOT_REACHED';

/**
 * What one driver is told of one decision. Plain JSON. Of any other driver it holds nothing but the
 * cutoff's total, and counts that are a range where they are few.
 */
export type DriverExplanation = {
  readonly schema: 'paidan.explanation/1';
  /** True when the decision never saw him and the reason was worked out afterwards. */
  readonly reconstructed: boolean;
  readonly decision: DecisionView;
  readonly role: DriverRole;
  readonly roleLabel: Text;
  /** At most three main reasons. */
  readonly narrative: readonly Sentence[];
  readonly outcome: OutcomeView;
  readonly parts: readonly PartView[];
  readonly refusal: RefusalView | null;
  readonly notReached: NotReached | null;
  readonly procedure: readonly StageView[];
  readonly search: Sentence | null;
  readonly inputs: readonly InputView[];
  readonly order: readonly TermView[];
  readonly consents: { readonly location: string | null; readonly profile: string | null } | null;
  /** Null when that was not recorded. */
  readonly profile: 'ON' | 'OFF' | null;
  readonly tieBreak: TieBreakView | null;
  readonly parameters: ParametersView;
  readonly consequences: readonly Sentence[];
  readonly remedies: RemediesView;
  readonly withheld: readonly WithheldView[];
};

export type DecisionView = {
  readonly decisionId: string;
  readonly kind: DecisionKind;
  readonly kindLabel: Text;
  readonly orderId: string;
  readonly orderVersion: number;
  readonly round: number;
  readonly decidedAt: string;
  readonly decidedAtMs: number;
  readonly automation: 'SOLELY_AUTOMATED' | 'HUMAN_DECIDED';
  /** The operator's opaque id, when a person decided. */
  readonly decidedByHuman: string | null;
  readonly engineVersion: string;
  readonly cause: string | null;
};

export type OutcomeView = {
  readonly rank: number | null;
  readonly pool: BandedCount;
  /** The sum of the parts shown. */
  readonly total: number | null;
  /** Null where totals did not decide: the first wins, or a person chose. */
  readonly cutoffTotal: number | null;
  /** Cutoff less total; 0 when a lot decided. */
  readonly gap: number | null;
  readonly decidedBy: Decision['decidedBy'];
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
  readonly weights: readonly {
    readonly factor: FactorName;
    readonly label: Text;
    readonly weight: number;
  }[];
};

export type RemediesView = {
  /** Where to turn to; null when whoever shows this adds it. */
  readonly contact: string | null;
  readonly answerWithinDays: number;
  readonly ways: readonly Sentence[];
};

export type WithheldView = {
  readonly field: 'other_drivers' | 'small_counts';
  readonly ground: 'third_party_personal_information';
  readonly note: Sentence;
};

export const ROLE_LABELS: Readonly<Record<DriverRole, Text>> = {
  WON: { zh: '中选', en: 'won' },
  LOST: { zh: '未中选', en: 'lost' },
  RECOMMENDED: { zh: '已推荐', en: 'recommended' },
  RANKED: { zh: '已排名', en: 'ranked' },
  REFUSED: { zh: '不符合条件', en: 'refused' },
  NOT_REACHED: { zh: '未触达', en: 'not reached' },
};
