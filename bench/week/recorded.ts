import {
  CROWD_MIN,
  EVIDENCE_KEPT_MS,
  EXACT_KEPT_MS,
  isJudged,
  KEPT_YEARS_AT_LEAST,
  type Consequence,
  type DriverExplanation,
  type DecisionBundle,
  type DriverRow,
  type PastEvidence,
  type Quantity,
} from '#libs/explanations';
import { truckRefusal, type Candidate, type Part, type Policy, type Refusal } from '#libs/matcher';
import type { Around } from './held.js';
import type { Decision } from './remembered.js';

/**
 * All there is of a decision and of one driver in it, read from the tables and from nowhere else.
 */
export type Recorded = {
  readonly driverId: string;
  readonly decision: Decision;
  readonly row: DriverRow | null;
  readonly policy: Policy;
  /** Of a driver in no record: what is kept of that moment. */
  readonly evidence: PastEvidence | null;
  /** Of a driver who did not grab: the recommendation that his explanation goes by. */
  readonly before: { readonly decision: Decision; readonly row: DriverRow | null } | null;
  readonly contact: string;
  /** Everyone's, for holding bands against what is in them. */
  readonly rows: ReadonlyMap<string, DriverRow>;
};

export type Value = Quantity['value'];

type Said = {
  readonly message: string;
  readonly name: string;
  /** What the sentence gives for its other values: which factor it speaks of. */
  readonly code: (name: string) => unknown;
  readonly around: Around;
};

const POINTS_MAX = 1_000;
const ANSWER_DAYS = 15;
/** A cell of resolution 6, from its centre to the farthest corner of the largest one. */
export const COARSE_METERS = 4_500;
const DAY_MS = 86_400_000;

/**
 * The field of the record that a value of a sentence has to be; null when nobody has said which it
 * is. Whole families go by their names: a new factor or rule is known by its facts.
 */
export function fieldFor(said: Said, recorded: Recorded): Value | null {
  const { message } = said;
  const [family = ''] = message.split('.');
  return (FAMILIES[family] ?? unknown)(said, recorded) ?? null;
}

type Field = (said: Said, recorded: Recorded) => Value | null | undefined;
const unknown: Field = () => null;

const ofPart: Field = ({ message, name, around, code }, { row }) => {
  const [, named = ''] = message.split('.');
  const factor = code('factor') ?? around['factor'] ?? named;
  const part = row?.parts.find((each) => each.factor === factor);
  if (part === undefined) return null;
  if (message !== 'part.profile_off' && !message.startsWith(`part.${part.factor}`)) return null;
  return name === 'points' ? part.points : part.facts[name];
};

const contributionOf: Field = ({ name, code }, { row }) => {
  const part = row?.parts.find(({ factor }) => factor === code('factor'));
  if (name === 'total') return row?.total;
  if (part === undefined) return null;
  if (name === 'factor') return part.factor;
  if (name === 'contribution') return part.weight * part.points;
  return name === 'most' ? part.weight * POINTS_MAX : null;
};

const ofRefusal: Field = ({ name }, { row, before, evidence, decision, policy }) => {
  const { bundle } = before?.decision ?? decision;
  const truck = evidence?.truck?.as;
  // Who is in no record and reads a refusal was turned away by the search, for his truck.
  const byTruck =
    truck === undefined || !isJudged(bundle) ? null : truckRefusal(truck, bundle.order, policy);
  const refusal = row?.refusal ?? before?.row?.refusal ?? byTruck;
  return refusal === null ? null : (refusal as Refusal & Record<string, Value | null>)[name];
};

const ofAbsence: Field = ({ message, name }, { evidence, before, decision, policy }) => {
  const by = before?.decision ?? decision;
  const search = isJudged(by.bundle) ? by.bundle.search : null;
  const state = evidence?.state ?? null;
  const reason = message.slice('not_reached.'.length);
  const first = name === 'value';
  switch (reason) {
    case 'was_recommended':
    case 'was_ranked':
      return before?.row?.rank;
    case 'off_duty':
      return state?.fromMs;
    case 'another_city':
      return first ? state?.cityCode : by.bundle.order?.fromCityCode;
    case 'position_too_old':
      return first
        ? Math.floor((by.decidedAtMs - (state?.observedAtMs ?? 0)) / 1_000)
        : policy.reach.positionMaxAgeSeconds;
    case 'beyond_search_bound':
      return first ? evidence?.pickupMeters : search && wholeKilometers(search.provenMeters);
    case 'beyond_reach':
    case 'within_reach_but_unseen':
      return first ? evidence?.pickupMeters : search?.reachMeters;
    case 'approximate':
      return COARSE_METERS;
    default:
      return null;
  }
};

/** The bound of a full search is a rival's distance, so that it is told in whole kilometres. */
export const wholeKilometers = (meters: number): number => Math.floor(meters / 1_000) * 1_000;

const ofReason: Field = (said, recorded) => {
  const { row, decision, policy } = recorded;
  const consequence = row?.consequence;
  switch (said.name) {
    case 'total':
      return row?.total;
    case 'cutoff':
      return decision.cutoffTotal;
    case 'gap':
      return typeof row?.total !== 'number'
        ? null
        : (decision.cutoffTotal ?? Number.NaN) - row.total;
    case 'rank':
      return row?.rank;
    case 'most':
      return policy.limits.recommendedMax;
    case 'sequence':
      return row?.candidate?.grabSequence;
    case 'days':
      return policy.profile.windowDays;
    default:
      return consequence === undefined ? null : ofConsequence(said.name, consequence);
  }
};

function ofConsequence(name: string, consequence: Consequence): Value | null {
  switch (consequence.of) {
    case 'release':
      return name === 'waited'
        ? consequence.waitedMs
        : name === 'allowed'
          ? consequence.confirmMs
          : null;
    case 'cancellation':
      return name === 'had' ? consequence.hadMs : name === 'by' ? consequence.by : null;
    case 'review':
      return name === 'spent'
        ? consequence.spentMs
        : name === 'rule'
          ? consequence.faultyRule
          : null;
    case 'profile_change': {
      if (name === 'because') return consequence.because;
      if (name === 'added') return consequence.added.length;
      return name === 'removed' ? consequence.removed.length : null;
    }
  }
}

const ofProfile: Field = ({ message, name, code }, { row }) => {
  const change = row?.consequence;
  if (change?.of !== 'profile_change') return null;
  if (message === 'profile.completion') {
    const when = name.endsWith('Before') ? change.before : change.after;
    return name.startsWith('completed') ? when?.completedMilli : when?.attemptedMilli;
  }
  const effect = change.effects.find(({ factor }) => factor === code('factor'));
  if (effect === undefined) return null;
  if (name === 'factor') return effect.factor;
  const points = { before: effect.pointsBefore, after: effect.pointsAfter, most: POINTS_MAX };
  return effect.weight * (points[name as keyof typeof points] ?? Number.NaN);
};

const ofSearch: Field = ({ name }, { decision: { bundle } }) => {
  if (!isJudged(bundle)) return null;
  return name === 'reach' ? bundle.search.reachMeters : wholeKilometers(bundle.search.provenMeters);
};

/** The other's parts are bands; that they are the right ones is seen to where they are told. */
const ofContrast: Field = ({ message, name, around, code }, { row }) => {
  if (message !== 'contrast.part') return CROWD_MIN;
  const part = row?.parts.find(({ factor }) => factor === code('factor'));
  if (part === undefined || around['factor'] !== part.factor) return null;
  if (name === 'factor') return part.factor;
  if (name === 'own') return part.weight * part.points;
  return (around['rival'] as Record<string, number>)[name];
};

/** What cost him most names a band of the comparison, which stands in the full record. */
const comparedWith: Field = ({ message, name, code, around }, { row }) => {
  const part = row?.parts.find(({ factor }) => factor === code('factor'));
  if (part === undefined) return null;
  if (name === 'factor') return part.factor;
  if (name === 'own') return part.weight * part.points;
  if (message === 'card.cost_most.own') return name === 'most' ? part.weight * POINTS_MAX : null;
  const contrast = around['contrast'] as DriverExplanation['contrast'] | undefined;
  const band = contrast?.parts.find(({ factor }) => factor === part.factor)?.rival;
  return name === 'least' ? band?.least : band?.most;
};

/** Of a change it is the change itself: what it starts from is held against the record there. */
const ofChange: Field = ({ name, around }) => around[name] as Value | undefined;

const ofFixed: Field = ({ message, name }, recorded) => {
  const candidate = candidateOf(recorded);
  if (message === 'fixed.loading_window') {
    return recorded.decision.bundle.order?.loadingWindow.untilMs;
  }
  return name === 'body' ? candidate?.body : candidate?.lengthMillimeters;
};

/** His total with the neutral points of the rules for all that looks at his past. */
const withoutProfile: Field = ({ name, code }, recorded) =>
  name === 'total' ? neutralTotal(recorded) : worded(code(name));

export function neutralTotal({ row, policy }: Recorded): number | null {
  if (row === null || row.total === null) return null;
  const neutral: Readonly<Record<string, number>> = policy.profile.neutralPoints;
  const points = (part: Part): number => neutral[part.factor] ?? part.points;
  return row.parts.reduce((sum, part) => sum + part.weight * points(part), 0);
}

/** Words that a text is made of, and no datum: what he wanted, and what would have done. */
const worded = (code: unknown): Value | null => (typeof code === 'string' ? code : null);

const constant =
  (values: Readonly<Record<string, Value>>): Field =>
  ({ name }) =>
    values[name];

const FAMILIES: Readonly<Record<string, Field>> = {
  part: ofPart,
  refusal: ofRefusal,
  not_reached: ofAbsence,
  why: ofReason,
  reason: (said, recorded) =>
    said.name === 'rule' ? ofReason(said, recorded) : contributionOf(said, recorded),
  advice: contributionOf,
  search: ofSearch,
  profile: ofProfile,
  consequence: ({ name }, { policy: { profile } }) =>
    name === 'half' ? profile.halfLifeDays : profile.windowDays,
  contrast: ofContrast,
  change: ofChange,
  fixed: ofFixed,
  profile_off: withoutProfile,
  remedy: constant({ days: ANSWER_DAYS }),
  withheld: constant({ least: CROWD_MIN, days: EXACT_KEPT_MS / DAY_MS }),
  counterfactual: ({ name, code }, { before }) =>
    name === 'at' ? before?.decision.decidedAtMs : worded(code(name)),
  card: (said, recorded) => {
    const { row, contact, decision, driverId } = recorded;
    if (said.name === 'contact') return contact;
    if (said.message.startsWith('card.cost_most.') && said.name !== 'contribution') {
      return comparedWith(said, recorded);
    }
    if (said.name === 'until') {
      const kept = said.message.endsWith('exact') ? EXACT_KEPT_MS : EVIDENCE_KEPT_MS;
      return decision.decidedAtMs + kept;
    }
    if (said.name === 'years') return KEPT_YEARS_AT_LEAST;
    if (said.name === 'record') return `${decision.decisionId}.${driverId}`;
    return said.name === 'reason' ? row?.refusal?.reason : contributionOf(said, recorded);
  },
};

/** What was measured of him, in this decision or in the one that his explanation goes by. */
export const candidateOf = ({ row, before }: Recorded): Candidate | null =>
  row?.candidate ?? before?.row?.candidate ?? null;

export const judgedIn = ({ decision }: Recorded): DecisionBundle | null =>
  isJudged(decision.bundle) ? decision.bundle : null;

/**
 * Whether a value is recorded of him anywhere at all: for facts so new that nobody has said here
 * which field they are.
 */
export function isRecorded(value: Value, { row, before, decision, policy }: Recorded): boolean {
  const within = (thing: unknown): boolean =>
    typeof thing === 'object' && thing !== null
      ? Object.values(thing).some(within)
      : thing === value;
  const { winner: _winner, ...shared } = decision;
  return [row, before?.row, shared, policy].some(within);
}
