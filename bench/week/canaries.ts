import { DISTANCE_EDGES_METERS, type DriverExplanation, type DriverRow } from '#libs/explanations';
import type { Player } from './cast.js';
import type { Held } from './held.js';
import { candidateOf, COARSE_METERS, judgedIn, neutralTotal, type Recorded } from './recorded.js';

// What is one driver's and nobody else's, and where it turns up in what another is told.

/** Below this everybody's numbers are alike: counts, points, weights. */
const OWN_LEAST = 1_000;
/** Moments are no canaries: a second is shared by whoever was there. */
const OWN_MOST = 1_000_000_000;

/** Ids, the marks in consents, cells of the map: what names a driver or where he was. */
const NAMES = /\bweek-\d{5}|q\d{5}[lp]|\b8[0-9a-f]{14}\b/g;
const TICKET = /\b[0-9a-f]{64}\b/g;

/** In the consents of each a mark of his own, by which any record of his is known again. */
export const markOf = ({ driverId }: Pick<Player, 'driverId'>, purpose: 'location' | 'profile') =>
  `${driverId.replace('week-', 'q')}${purpose[0]}`;

export type Canaries = {
  readonly numberOf: (number: number) => string | undefined;
  readonly ticketOf: (ticket: string) => string | undefined;
};

type Registered = ReadonlyMap<number, string>;

/** Of everyone in a decision, and what the whole fleet is registered with. */
export function canariesOf(rows: Iterable<DriverRow>, registered: Registered): Canaries {
  const numbers = new Map<number, string>();
  const tickets = new Map<string, string>();
  for (const { driverId, candidate, parts, refusal, total, consequence } of rows) {
    const facts = parts.map((part) => part.facts);
    for (const number of numbersIn([candidate, facts, refusal, total, consequence])) {
      if (number >= OWN_LEAST && number < OWN_MOST) numbers.set(number, driverId);
    }
    if (candidate !== null) tickets.set(candidate.ticket, driverId);
  }
  return {
    numberOf: (number) => numbers.get(number) ?? registered.get(number),
    ticketOf: (ticket) => tickets.get(ticket),
  };
}

/** No two trucks of the week are of one size. */
export const registeredCanaries = (cast: readonly Player[]): Registered =>
  new Map(
    cast.flatMap(({ driverId, lengthMillimeters, kilograms, litres }) =>
      [lengthMillimeters, kilograms, litres].map((number) => [number, driverId] as const),
    ),
  );

/** Whatever of somebody else is in an explanation; empty when there is nothing. */
export function taintIn(
  told: DriverExplanation,
  { numbers, named }: Held,
  recorded: Recorded,
  canaries: Canaries,
): string[] {
  const { driverId } = recorded;
  const candidate = candidateOf(recorded);
  const own: ReadonlySet<string | null | undefined> = new Set([
    driverId,
    markOf(recorded, 'location'),
    markOf(recorded, 'profile'),
    candidate?.place.cell,
  ]);
  const faults: string[] = [];
  for (const text of named) {
    for (const [name] of text.matchAll(NAMES)) {
      if (!own.has(name)) faults.push(`it holds ${name}, which is of somebody else`);
    }
    for (const [ticket] of text.matchAll(TICKET)) {
      const owner = canaries.ticketOf(ticket);
      if (owner !== undefined && owner !== driverId) faults.push(`it holds the ticket of ${owner}`);
    }
  }
  const suspects: number[] = [];
  for (const number of numbers) {
    if (!Number.isSafeInteger(number)) faults.push(`it holds ${number}, which is not whole`);
    const owner = canaries.numberOf(number);
    if (owner !== undefined && owner !== driverId) suspects.push(number);
  }
  if (suspects.length > 0) {
    const known = accountedFor(told, recorded);
    for (const number of suspects.filter((each) => !known.has(each))) {
      faults.push(`it holds ${number}, which is of ${canaries.numberOf(number)}`);
    }
  }
  return [...faults, ...bandFaults(told, recorded)];
}

/**
 * His own numbers, those that everyone in the decision shares, and what follows from these. Only
 * what is not among them can be anybody else's.
 */
function accountedFor(told: DriverExplanation, recorded: Recorded): ReadonlySet<number> {
  const { decision, row, policy, evidence, before } = recorded;
  const shared = { ...decision, winner: null };
  const known = new Set(numbersIn([shared, row, evidence, before]));
  for (const number of policyNumbers(policy)) known.add(number);
  const add = (...numbers: (number | null | undefined)[]): void => {
    for (const number of numbers) if (typeof number === 'number') known.add(number);
  };
  for (const { weight, points } of row?.parts ?? []) add(weight * points, weight * 1_000);
  if (row?.consequence?.of === 'profile_change') {
    for (const { weight, pointsBefore, pointsAfter } of row.consequence.effects) {
      add(weight * pointsBefore, weight * pointsAfter, weight * 1_000);
    }
  }
  if (typeof row?.total === 'number') add((decision.cutoffTotal ?? row.total) - row.total);
  const judged = judgedIn(recorded) ?? null;
  if (judged !== null) add(judged.search.provenMeters - (judged.search.provenMeters % 1_000));
  add(neutralTotal(recorded), COARSE_METERS);
  const observedAtMs = evidence?.state?.observedAtMs ?? null;
  const atMs = (before?.decision ?? decision).decidedAtMs;
  if (observedAtMs !== null) add(Math.floor((atMs - observedAtMs) / 1_000));
  for (const number of changedNumbers(told, known)) known.add(number);
  for (const number of bandNumbers(told)) known.add(number);
  return known;
}

/** A change starts from a number of his and goes by whole steps; then he has a total of his own. */
function changedNumbers(
  { counterfactuals }: DriverExplanation,
  own: ReadonlySet<number>,
): number[] {
  if (counterfactuals === null) return [];
  const { single, joint, proof } = counterfactuals;
  const replays = [...single, ...(joint === null ? [] : [joint])];
  const numbers = [...replays, ...proof].flatMap(({ total }) => (total === null ? [] : [total]));
  for (const { from, to, change, step } of replays.flatMap(({ changes }) => changes)) {
    if (typeof from !== 'number' || typeof to !== 'number') continue;
    // The last step may end at nothing.
    const whole = change !== null && step !== null && (change % step === 0 || to === 0);
    if (own.has(from) && whole && Math.abs(to - from) === change) numbers.push(to, change);
  }
  return numbers;
}

const bandNumbers = ({ contrast }: DriverExplanation): number[] =>
  numbersIn(contrast?.parts.map(({ rival, gap, meters }) => [rival, gap, meters]) ?? []);

const QUARTER_EDGES: ReadonlySet<number> = new Set([0, 249, 250, 499, 500, 749, 750, 1_000]);

/** Of whom he is compared with only bands are told: fixed before, and holding what is in them. */
function bandFaults({ contrast }: DriverExplanation, { rows, policy }: Recorded): string[] {
  if (contrast === null || !contrast.told) return [];
  const rank = contrast.against === 'winner' ? 1 : policy.limits.recommendedMax;
  const rival = [...rows.values()].find((row) => row.rank === rank);
  return contrast.parts.flatMap(({ factor, own, rival: band, gap, meters }) => {
    const part = rival?.parts.find((each) => each.factor === factor);
    if (part === undefined) return [`nobody has the band of ${factor}`];
    const { weight, points } = part;
    const faults: string[] = [];
    const expect = (holds: boolean, otherwise: string): void => {
      if (!holds) faults.push(`${factor}: ${otherwise}`);
    };
    const its = weight * points;
    expect(band.least <= its && its <= band.most, 'the band does not hold what is in it');
    expect(gap.least === band.least - own && gap.most === band.most - own, 'the gap is not its');
    for (const edge of meters === null ? [] : [meters.from, meters.to]) {
      const fixed = edge === null || (DISTANCE_EDGES_METERS as readonly number[]).includes(edge);
      expect(fixed, `an edge of its own, ${edge} m`);
    }
    if (factor === 'pickup_distance' || factor === 'arrival_slack') return faults;
    for (const edge of [band.least, band.most]) {
      expect(QUARTER_EDGES.has(edge / weight), `an edge of its own, ${edge}`);
    }
    return faults;
  });
}

const ofPolicies = new WeakMap<object, readonly number[]>();

function policyNumbers(policy: Recorded['policy']): readonly number[] {
  const known = ofPolicies.get(policy);
  if (known !== undefined) return known;
  const numbers = numbersIn(policy);
  ofPolicies.set(policy, numbers);
  return numbers;
}

function numbersIn(value: unknown, into: number[] = []): number[] {
  if (typeof value === 'number') into.push(value);
  else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) numbersIn(inner, into);
  }
  return into;
}
