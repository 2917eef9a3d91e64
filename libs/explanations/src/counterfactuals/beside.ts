import type { Candidate, Placings, Policy } from '#libs/matcher';
import { contrastOf, contrastView, type Contrast } from '../contrast/contrast.js';
import type { ContrastView } from '../contrast/contrast-view.js';
import { isJudged } from '../record.js';
import type { DecisionBundle, DecisionHeader, DecisionRecord, DriverRow } from '../record.js';
import { sentence } from '../sentence.js';
import { counterfactualsOf, unavailable } from './counterfactuals.js';
import type { CounterfactualsView, Goal, NonPersonalisedView } from './counterfactual-view.js';
import { decidingOf } from './deciding.js';
import { nonPersonalisedOf } from './non-personalised.js';
import { resultFor, situationOf, type Outcome, type Situation } from './situation.js';

/** What stands beside a driver's own row, and takes all rows of the decision to work out. */
export type Beside = {
  readonly contrast: Contrast | null;
  readonly counterfactuals: CounterfactualsView | null;
  readonly nonPersonalised: NonPersonalisedView | null;
};

export const NOTHING_BESIDE: Beside = {
  contrast: null,
  counterfactuals: null,
  nonPersonalised: null,
};

export type BesideQuestion = {
  readonly header: DecisionHeader;
  readonly bundle: DecisionRecord['bundle'];
  readonly rows: readonly DriverRow[];
  readonly policy: Policy;
  readonly driverId: string;
  /** Of a driver who is in no row: what was measured of him shortly before. */
  readonly absent?: Absent;
};

export type Absent = { readonly candidate: Candidate; readonly measuredAtMs: number };

/** A test may exchange one piece to prove that a law notices. */
export type BesideSteps = {
  readonly contrastOf: typeof contrastOf;
  readonly counterfactualsOf: typeof counterfactualsOf;
};

export const besideSteps: BesideSteps = { contrastOf, counterfactualsOf };

/** Decisions that `decide` takes by comparing; who was chosen by hand was not outscored. */
const COMPARED: readonly DecisionHeader['kind'][] = [
  'recommendation',
  'offer',
  'award',
  'no_award',
  'expiry',
];

/**
 * Contrast, counterfactuals and the result without personal characteristics, for one driver of the
 * record. A driver who was chosen needs no change; who was ranked where nobody was to be chosen has
 * nothing to be measured by.
 */
export const assembleBeside =
  (steps: BesideSteps) =>
  (question: BesideQuestion): Beside => {
    const { header, bundle, rows, policy, driverId, absent } = question;
    if (!isJudged(bundle) || !COMPARED.includes(header.kind)) return NOTHING_BESIDE;
    const row = rows.find((each) => each.driverId === driverId);
    if (row === undefined && absent !== undefined) {
      return hadHeGrabbed({ ...question, bundle }, absent, steps);
    }
    const own = row?.candidate ?? null;
    if (row === undefined || own === null) return NOTHING_BESIDE;
    const goal = goalOf(bundle);
    // To accept takes an offer, and nobody can say whom the next one would have gone to.
    if (goal === 'win' && bundle.order.mode === 'offer') return NOTHING_BESIDE;
    if (goal === 'win' && header.kind !== 'award' && row.rank !== null) return NOTHING_BESIDE;
    const told = row.role === 'LOST' || row.role === 'RANKED';
    const contrast = told ? steps.contrastOf({ header, bundle, rows, policy }) : null;
    const chosen = row.role === 'WON' || row.role === 'RECOMMENDED';

    const deciding = decidingOf({ header, bundle, rows, policy });
    const { world, decide, again: decision } = deciding;
    const situation = situationOf({ header, order: bundle.order, world, decide, own, goal });
    if (!cameOutAgain({ header, situation, row, rows, funnel: bundle.funnel }, decision)) {
      return {
        contrast,
        counterfactuals: chosen ? null : unavailable(goal),
        nonPersonalised: null,
      };
    }
    return {
      contrast,
      counterfactuals: chosen ? null : steps.counterfactualsOf(situation, decision),
      // With everyone's profile off, any loser might have won: then each of them counts.
      nonPersonalised: isWhole(rows, bundle.funnel)
        ? nonPersonalisedOf(situation, decision, deciding.withoutProfiles())
        : null,
    };
  };

const goalOf = ({ purpose, order }: DecisionBundle): Goal =>
  purpose === 'award' ? 'win' : order.mode === 'offer' ? 'be_offered' : 'be_recommended';

export const besideOf = assembleBeside(besideSteps);

/**
 * An award judges those who grabbed. What would have come of it had he grabbed, too, is proved with
 * what the recommendation before it measured of him, and says so.
 */
function hadHeGrabbed(
  { header, bundle, rows, policy }: BesideQuestion & { readonly bundle: DecisionBundle },
  { candidate, measuredAtMs }: Absent,
  steps: BesideSteps,
): Beside {
  const own = { ...candidate, grabSequence: null };
  const { world, decide, again: decision } = decidingOf({ header, bundle, rows, policy });
  const { order } = bundle;
  const situation = situationOf({ header, order, world, decide, own, goal: 'win' });
  if (header.kind === 'expiry' || decision.winner !== header.winner) return NOTHING_BESIDE;
  const counterfactuals = steps.counterfactualsOf(situation, decision);
  const basis = sentence('counterfactual.basis', { at: measuredAtMs });
  return { ...NOTHING_BESIDE, counterfactuals: { ...counterfactuals, basis } };
}

type Again = {
  readonly header: DecisionHeader;
  readonly situation: Situation;
  readonly row: DriverRow;
  readonly rows: readonly DriverRow[];
  readonly funnel: DecisionBundle['funnel'];
};

/**
 * By another engine, or with rows erased or reduced since, what follows might be about another
 * decision. An award stands without its erased losers: whoever would have been before the winner
 * would have been before them, too. In a recommendation each row counts.
 */
function cameOutAgain(
  { header, situation, row, rows, funnel }: Again,
  decision: Placings,
): boolean {
  const again = decision.ranked.find(({ driverId }) => driverId === row.driverId);
  const { outcome } = resultFor(situation, decision);
  const winning = situation.goal === 'win';
  const bar = winning ? decision.winner === header.winner : isWhole(rows, funnel);
  return (
    row.reduced !== true &&
    bar &&
    decision.cutoffTotal === header.cutoffTotal &&
    outcome === OUTCOME_OF[row.role] &&
    (again?.total ?? null) === row.total
  );
}

/** With nobody erased, and nobody's facts reduced to bands. */
const isWhole = (rows: readonly DriverRow[], funnel: DecisionBundle['funnel']): boolean =>
  rows.filter(({ candidate, reduced }) => candidate !== null && reduced !== true).length ===
  funnel.evaluated;

const OUTCOME_OF: Readonly<Partial<Record<string, Outcome['outcome']>>> = {
  WON: 'REACHED',
  RECOMMENDED: 'REACHED',
  LOST: 'NOT_REACHED',
  RANKED: 'NOT_REACHED',
  REFUSED: 'REFUSED',
};

/** As the driver reads it, beside his own parts. */
export const contrastFor = (
  { contrast }: Beside,
  { parts }: Pick<DriverRow, 'parts'>,
): ContrastView | null => (contrast === null ? null : contrastView(contrast, parts));
