import type { Policy } from '#libs/matcher';
import { bandedCount } from '../bands.js';
import type { DecisionBundle } from '../record.js';
import { sentence } from '../sentence.js';
import { ROLE_LABELS, type DriverExplanation } from './driver-view.js';
import {
  decisionView,
  parametersView,
  remediesView,
  searchSentence,
  tieBreakView,
  withheldView,
  type ViewHeader,
} from './frame.js';
import { input, termsOf, type InputView } from './inputs.js';
import { notReachedResults, procedureOf } from './procedure.js';
import { reconstruct, type NotReached, type PastEvidence } from './reconstruct.js';

export type NotReachedQuestion = {
  readonly header: ViewHeader;
  readonly bundle: DecisionBundle;
  readonly evidence: PastEvidence;
  readonly policy: Policy;
  readonly contact?: string | null;
};

/**
 * For a driver who is in no record of the decision: worked out from what is kept of that moment.
 */
export function explainNotReached(question: NotReachedQuestion): DriverExplanation {
  const { header, bundle, evidence, policy, contact = null } = question;
  const { order, search, funnel } = bundle;
  const { decidedAtMs } = header;
  const notReached = reconstruct({ evidence, order, search, decidedAtMs, policy });
  return {
    schema: 'paidan.explanation/1',
    reconstructed: true,
    decision: decisionView(header, bundle),
    role: 'NOT_REACHED',
    roleLabel: ROLE_LABELS.NOT_REACHED,
    narrative: narrativeOf(notReached, bundle),
    outcome: {
      rank: null,
      pool: bandedCount(funnel.ranked),
      total: null,
      cutoffTotal: null,
      gap: null,
      decidedBy: bundle.decidedBy,
    },
    parts: [],
    refusal: null,
    notReached,
    procedure: procedureOf(
      bundle,
      {
        awarded: header.kind === 'award' || header.kind === 'manual_assignment',
        own: notReachedResults(notReached.reason),
      },
      policy,
    ),
    search: searchSentence(bundle),
    inputs: inputsOf(evidence, decidedAtMs),
    order: termsOf(order),
    consents: null,
    profile: null,
    tieBreak: tieBreakView(bundle, null),
    parameters: parametersView(header, policy),
    consequences: [sentence('consequence.no_effect', {})],
    remedies: remediesView(contact),
    withheld: withheldView(),
  };
}

function narrativeOf({ sentence: said, uncertaintyMeters }: NotReached, bundle: DecisionBundle) {
  const uncertain =
    uncertaintyMeters !== null && uncertaintyMeters > 0
      ? [sentence('not_reached.approximate', { uncertainty: uncertaintyMeters })]
      : [];
  return uncertaintyMeters === null ? [said] : [said, ...uncertain, searchSentence(bundle)];
}

function inputsOf({ state, pickupMeters }: PastEvidence, decidedAtMs: number): InputView[] {
  if (state === null) return [];
  const { placeSource, observedAtMs } = state;
  const age =
    observedAtMs === null ? null : Math.max(0, Math.floor((decidedAtMs - observedAtMs) / 1000));
  const origin = ({ position: 'OBSERVED', manual: 'MANUAL', city: 'DEFAULT' } as const)[
    placeSource
  ];
  const at = { observedAtMs, ageSeconds: age };
  const distance = input('pickup_distance', pickupMeters, 'meters', 'reconstruction');
  return [
    input('on_duty', state.onDuty, 'none', 'assignments'),
    input('city', state.cityCode, 'city'),
    { ...input('place_source', placeSource, 'place_source', 'reconstruction'), ...at, origin },
    { ...distance, ...at, origin: pickupMeters === null ? 'MISSING' : origin },
  ];
}
