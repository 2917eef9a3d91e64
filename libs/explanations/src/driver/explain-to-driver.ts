import type { Candidate, Policy, ProfileFacts } from '#libs/matcher';
import { comparedParts } from '../contrast/contrast.js';
import { contrastFor, NOTHING_BESIDE, type Beside } from '../counterfactuals/beside.js';
import type { Told } from '../kinds/kind.js';
import { EXACT_KEPT_MS } from '../keeping.js';
import { KINDS, roleIn } from '../kinds/table.js';
import { isJudged, type DecisionRecord, type DriverRow, type ViewHeader } from '../record.js';
import { answerOf } from './answer.js';
import { consequenceView } from './consequence-view.js';
import { couldChange } from './could-change.js';
import { countedMost } from './counted-most.js';
import type { DriverExplanation, DriverTold } from './driver-view.js';
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
import { named, surroundings, type Surroundings } from './surroundings.js';

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

/** For the card: what a driver of the record is told first. */
export const tellDriver = (question: DriverQuestion): DriverTold => read(question).told;

/**
 * A decision as one driver of its record may read it: from the stored record, nothing decided anew.
 */
export function explainToDriver(question: DriverQuestion): DriverExplanation {
  const { header, bundle, row, policy, standing } = question;
  const { annex = NO_ANNEX, beside = NOTHING_BESIDE } = question;
  const { candidate, driverId } = row;
  const { told, given, judged, consequence } = read(question);
  const contrast = contrastFor(beside, row);
  const consents = candidate?.consents ?? consentsIn(row.consequence);
  const rest: Omit<DriverExplanation, keyof Surroundings | keyof DriverTold> = {
    subject: { driverId, role: told.role },
    contributions: { baseline: 0, total: told.outcome.total },
    consequence,
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
    inputs: KINDS[header.kind].inputs(given),
    order: bundle.order === null ? [] : termsOf(bundle.order),
    consents,
    profile: profileState(row),
    profileFacts: profileView(policy, factsIn(row)),
    tieBreak: judged === null ? null : tieBreakView(judged, candidate?.ticket ?? null),
    parameters: parametersView(header, policy, annex.drawn ?? null),
    safeguards: safeguardsView(),
    contrast,
    nonPersonalised: beside.nonPersonalised,
    withheld: withheldView(contrast, row.reduced === true),
  };
  return Object.assign(surroundings({ header, row, consents, standing, annex }), told, rest);
}

/** The row as it is told, and what that was made of. */
function read({ header, bundle, row, policy, standing, beside = NOTHING_BESIDE }: DriverQuestion) {
  const kind = KINDS[header.kind];
  const { role, label } = roleIn(header.kind, row);
  const parts = row.parts.map(partView);
  const refusal = row.refusal === null ? null : refusalView(row.refusal);
  const outcome = outcomeOf(header, bundle, row, parts);
  const judged = isJudged(bundle) ? bundle : null;
  const together = judged?.round ?? null;
  const given: Told = { header, row, policy, outcome, parts, refusal, together };
  const consequence = row.consequence === undefined ? null : consequenceView(row.consequence);
  const { recordId, system, integrity } = named(
    header,
    policy,
    { driverId: row.driverId, inRecord: true },
    standing,
  );
  const told: DriverTold = {
    recordId,
    system,
    integrity,
    reconstructed: false,
    decision: decisionView(header, bundle),
    role,
    recordedRole: row.role,
    roleLabel: label,
    question: kind.question,
    answer: answerOf({ kind: header.kind, role, consequence: row.consequence }),
    narrative: [
      ...kind.narrative(given),
      ...(judged !== null && isOfTruck(refusal) ? [truckNeeded(judged.order)] : []),
    ],
    countedMost: countedMost({
      kind: header.kind,
      role,
      outcome,
      parts,
      contrast: comparedWith(beside, row),
      refusal,
      notReached: null,
      consequence,
    }),
    outcome,
    parts,
    refusal,
    notReached: null,
    consequences: kind.consequences(given),
    couldChange: couldChange(given, role),
    counterfactuals: beside.counterfactuals,
    remedies: remediesView(standing.controller.contact, {
      exactUntilMs: header.decidedAtMs + EXACT_KEPT_MS,
    }),
  };
  return { told, given, judged, consequence };
}

const comparedWith = ({ contrast }: Beside, { parts }: DriverRow) =>
  contrast === null ? null : { against: contrast.against, parts: comparedParts(contrast, parts) };

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
