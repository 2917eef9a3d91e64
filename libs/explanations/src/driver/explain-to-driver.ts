import type { Candidate, Policy } from '#libs/matcher';
import { bandedCount } from '../bands.js';
import type { DecisionBundle, DriverRow } from '../record.js';
import { ROLE_LABELS, type DriverExplanation, type OutcomeView } from './driver-view.js';
import {
  decisionView,
  parametersView,
  remediesView,
  searchSentence,
  tieBreakView,
  withheldView,
  type ViewHeader,
} from './frame.js';
import { inputsOf, termsOf } from './inputs.js';
import { partView, sumOfContributions, type PartView } from './part-view.js';
import { procedureOf, recordedResults } from './procedure.js';
import { refusalView } from './refusal-view.js';
import { consequencesOf, narrativeOf } from './why.js';

export type DriverQuestion = {
  readonly header: ViewHeader;
  readonly bundle: DecisionBundle;
  readonly row: DriverRow;
  readonly policy: Policy;
  readonly contact?: string | null;
};

/**
 * A decision as one driver of its record may read it: from the stored record, nothing decided anew.
 */
export function explainToDriver(question: DriverQuestion): DriverExplanation {
  const { header, bundle, row, policy, contact = null } = question;
  const { candidate } = row;
  const parts = row.parts.map(partView);
  const refusal = row.refusal === null ? null : refusalView(row.refusal);
  const outcome = outcomeOf(header, bundle, row, parts);
  const told = { header, bundle, row, policy, outcome, parts, refusal };
  const released = header.kind === 'release';
  return {
    schema: 'paidan.explanation/1',
    reconstructed: false,
    decision: decisionView(header, bundle),
    role: row.role,
    roleLabel: ROLE_LABELS[row.role],
    narrative: narrativeOf(told),
    outcome,
    parts,
    refusal,
    notReached: null,
    procedure: released
      ? []
      : procedureOf(
          bundle,
          {
            awarded: header.kind === 'award' || header.kind === 'manual_assignment',
            own: recordedResults(row, bundle.search.reachMeters),
          },
          policy,
        ),
    search: released ? null : searchSentence(bundle),
    inputs: candidate === null ? [] : inputsOf(candidate, header.decidedAtMs),
    order: termsOf(bundle.order),
    consents: candidate?.consents ?? null,
    profile: candidate === null ? null : profileState(candidate),
    tieBreak: released ? null : tieBreakView(bundle, candidate?.ticket ?? null),
    parameters: parametersView(header, policy),
    consequences: consequencesOf(told),
    remedies: remediesView(contact),
    withheld: withheldView(),
  };
}

/** As the matcher reads it: on needs both the consent and something to look at. */
const profileState = ({ consents, profile }: Candidate): 'ON' | 'OFF' =>
  consents.profile === null || profile === null ? 'OFF' : 'ON';

/** The total is summed from the parts shown; a record whose total differs is not explained away. */
function outcomeOf(
  header: ViewHeader,
  { decidedBy, funnel }: DecisionBundle,
  { driverId, rank, total: recorded }: DriverRow,
  parts: readonly PartView[],
): OutcomeView {
  const total = recorded === null ? null : sumOfContributions(parts);
  if (total !== recorded) {
    throw new Error(
      `parts of ${driverId} in ${header.decisionId} sum to ${total}, recorded is ${recorded}`,
    );
  }
  const byTotal = decidedBy !== 'grab_sequence' && header.kind !== 'manual_assignment';
  const cutoffTotal = byTotal ? header.cutoffTotal : null;
  return {
    rank,
    pool: bandedCount(funnel.ranked),
    total,
    cutoffTotal,
    gap: total === null || cutoffTotal === null ? null : cutoffTotal - total,
    decidedBy,
  };
}
