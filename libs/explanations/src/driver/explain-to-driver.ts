import type { Candidate, Policy, ProfileFacts } from '#libs/matcher';
import { contrastFor, NOTHING_BESIDE, type Beside } from '../counterfactuals/beside.js';
import type { Told } from '../kinds/kind.js';
import { EXACT_KEPT_MS } from '../keeping.js';
import { KINDS, roleIn } from '../kinds/table.js';
import { isJudged, type DecisionRecord, type DriverRow, type ViewHeader } from '../record.js';
import { answerOf } from './answer.js';
import { consequenceView } from './consequence-view.js';
import { couldChange } from './could-change.js';
import { countedMost } from './counted-most.js';
import type { DriverExplanation } from './driver-view.js';
import {
  decisionView,
  parametersView,
  profileView,
  remediesView,
  safeguardsView,
  searchSentence,
  tieBreakView,
  withheldView,
} from './frame.js';
import { isOfTruck, truckNeeded } from './truck-needed.js';
import { termsOf } from './inputs.js';
import { outcomeOf } from './outcome.js';
import { partView } from './part-view.js';
import { GIVES, procedureOf, recordedResults } from './procedure.js';
import { refusalView } from './refusal-view.js';
import { NO_ANNEX, type Annex, type ConsentsView, type Standing } from './standing.js';
import { surroundings, type Surroundings } from './surroundings.js';

export type DriverQuestion = {
  readonly header: ViewHeader;
  readonly bundle: DecisionRecord['bundle'];
  readonly row: DriverRow;
  readonly policy: Policy;
  readonly standing: Standing;
  readonly annex?: Annex;
  /** What took the whole decision to work out; left out, it is not told. */
  readonly beside?: Beside;
};

/**
 * A decision as one driver of its record may read it: from the stored record, nothing decided anew.
 */
export function explainToDriver(question: DriverQuestion): DriverExplanation {
  const { header, bundle, row, policy, standing } = question;
  const { annex = NO_ANNEX, beside = NOTHING_BESIDE } = question;
  const { candidate, consequence } = row;
  const kind = KINDS[header.kind];
  const { role, label } = roleIn(header.kind, row);
  const parts = row.parts.map(partView);
  const refusal = row.refusal === null ? null : refusalView(row.refusal);
  const outcome = outcomeOf(header, bundle, row, parts);
  const together = isJudged(bundle) ? (bundle.round ?? null) : null;
  const told: Told = { header, row, policy, outcome, parts, refusal, together };
  const judged = isJudged(bundle) ? bundle : null;
  const contrast = contrastFor(beside, row);
  const consents = candidate?.consents ?? consentsIn(consequence);
  const { driverId } = row;
  const around = surroundings({ header, policy, driverId, row, consents, standing, annex });
  const own: Omit<DriverExplanation, keyof Surroundings> = {
    reconstructed: false,
    decision: decisionView(header, bundle),
    subject: { driverId: row.driverId, role },
    role,
    recordedRole: row.role,
    roleLabel: label,
    question: kind.question,
    answer: answerOf({ kind: header.kind, role, consequence }),
    narrative: [
      ...kind.narrative(told),
      ...(judged !== null && isOfTruck(refusal) ? [truckNeeded(judged.order)] : []),
    ],
    countedMost: countedMost({
      kind: header.kind,
      role,
      outcome,
      parts,
      contrast,
      refusal,
      notReached: null,
      consequence: consequence === undefined ? null : consequenceView(consequence),
    }),
    outcome,
    contributions: { baseline: 0, total: outcome.total },
    parts,
    refusal,
    notReached: null,
    consequence: consequence === undefined ? null : consequenceView(consequence),
    procedure:
      judged === null
        ? []
        : procedureOf(
            judged,
            {
              awarded: GIVES.has(header.kind),
              own: recordedResults(row, judged.search.reachMeters),
            },
            policy,
          ),
    search: judged === null ? null : searchSentence(header, judged),
    inputs: kind.inputs(told),
    order: bundle.order === null ? [] : termsOf(bundle.order),
    consents,
    profile: profileState(row),
    profileFacts: profileView(policy, factsIn(row)),
    tieBreak: judged === null ? null : tieBreakView(judged, candidate?.ticket ?? null),
    parameters: parametersView(header, policy, annex.drawn ?? null),
    safeguards: safeguardsView(),
    consequences: kind.consequences(told),
    couldChange: couldChange(told, role),
    contrast,
    counterfactuals: beside.counterfactuals,
    nonPersonalised: beside.nonPersonalised,
    remedies: remediesView(standing.controller.contact, {
      exactUntilMs: header.decidedAtMs + EXACT_KEPT_MS,
    }),
    withheld: withheldView(contrast, row.reduced === true),
  };
  return Object.assign(around, own);
}

const consentsIn = (consequence: DriverRow['consequence']): ConsentsView | null =>
  consequence?.of === 'profile_change' ? { location: null, profile: consequence.consent } : null;

/** What the profile said when it was decided; of a change, what it says from then on. */
function factsIn({ candidate, consequence }: DriverRow): ProfileFacts | null {
  if (candidate !== null) return candidate.profile;
  return consequence?.of === 'profile_change' ? consequence.after : null;
}

function profileState(row: DriverRow): 'ON' | 'OFF' | null {
  const { candidate, consequence } = row;
  if (candidate !== null) return isOn(candidate) ? 'ON' : 'OFF';
  if (consequence?.of !== 'profile_change') return null;
  return consequence.after === null ? 'OFF' : 'ON';
}

/** As the matcher reads it: on needs both the consent and something to look at. */
const isOn = ({ consents, profile }: Candidate): boolean =>
  consents.profile !== null && profile !== null;
