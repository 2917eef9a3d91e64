import assert from 'node:assert/strict';
import fc from 'fast-check';
import { POINTS_MAX } from '#libs/matcher';
import { CROWD_MIN } from '../../src/bands.js';
import { KEPT_YEARS_AT_LEAST } from '../../src/keeping.js';
import { besideOf } from '../../src/counterfactuals/beside.js';
import { explainToDriver } from '../../src/driver/explain-to-driver.js';
import { PARAMETERS } from '../../src/messages/parameters.js';
import type { DecisionRecord, DriverRow, JudgedRecord } from '../../src/record.js';
import { profileChangeRecord } from '../../src/kinds/profile-change-record.js';
import { recordOf } from '../../src/record-of.js';
import { replay } from '../../src/replay.js';
import { format } from '../../src/format.js';
import type { Sentence } from '../../src/sentence.js';
import { changedPasts } from './changed-pasts.js';
import { canaryCases, canaryNumbers } from './canaries.js';
import { cases, recorded, scalarsIn, standing, type Case } from '../sample.js';

/** What the laws are about; a twin exchanges one piece to prove that a law notices. */
export type Room = {
  readonly recordOf: typeof recordOf;
  readonly replay: typeof replay;
  readonly explainToDriver: typeof explainToDriver;
  readonly besideOf: typeof besideOf;
  readonly profileChangeRecord: typeof profileChangeRecord;
};

export const room: Room = { recordOf, replay, explainToDriver, besideOf, profileChangeRecord };

/** Throws where the law is broken. */
export type Law = (room: Room, run: fc.Parameters<unknown>) => void;

export const laws = {
  'a decision replayed from its record gives the recorded bytes': (room, run) =>
    hold(run, cases, ({ order, world }) => {
      const { verdict, differences } = room.replay(recorded(order, world), world.policy);
      assert.deepEqual({ verdict, differences }, { verdict: 'MATCH', differences: [] });
    }),

  'a record or a policy that was changed no longer matches': (room, run) =>
    hold(run, cases, (given) => {
      const record = recorded(given.order, given.world);
      const { policy } = given.world;
      const heavier = { ...policy.weights, waiting: policy.weights.waiting + 1 };
      assert.equal(room.replay(record, { ...policy, weights: heavier }).verdict, 'DRIFT');
      for (const [path, forged] of forgeries(record)) {
        const result = room.replay(forged, policy);
        assert.equal(result.verdict, 'DRIFT', path);
        assert.ok(result.differences.includes(path), `${path} in ${result.differences.join()}`);
      }
    }),

  'the total in a view is the sum of the parts in it, and the recorded one': (room, run) =>
    hold(run, cases, (given) => {
      for (const { view, row } of views(room, given)) {
        const { total, cutoffTotal, gap } = view.outcome;
        assert.equal(total, row.total);
        if (total === null) continue;
        assert.equal(
          total,
          view.parts.reduce((sum, part) => sum + part.weight * part.points, 0),
        );
        for (const part of view.parts) assert.equal(part.contribution, part.weight * part.points);
        if (cutoffTotal !== null) assert.equal(gap, cutoffTotal - total);
      }
    }),

  'a view holds nothing of any other driver but the cutoff': (room, run) =>
    hold(run, canaryCases, (given) => {
      for (const { view, row, record } of views(room, given)) {
        const text = JSON.stringify(view);
        const numbers = new Set(text.match(/\d[\d.,]*(?<=\d)/g));
        const rivals = record.drivers.filter(({ driverId }) => driverId !== row.driverId);
        assert.ok(rivals.length > 0);
        for (const rival of rivals) {
          assert.ok(!text.includes(rival.driverId), 'a rival’s marked text');
          for (const number of canaryNumbers(rival, row)) {
            for (const spelt of spellings(number)) {
              assert.ok(!numbers.has(spelt), `${spelt} of ${rival.driverId}`);
            }
          }
          const told = view.outcome.cutoffTotal;
          const own = [view.outcome.total, view.outcome.gap, ...hypotheticalTotals(view)];
          if (rival.total !== null && rival.total !== told && !own.includes(rival.total)) {
            assert.ok(!scalarsIn(view).includes(rival.total), 'another total than the cutoff');
          }
        }
      }
    }),

  'every number in a sentence is a number of the record, in both languages': (room, run) =>
    hold(run, cases, (given) => {
      for (const { view, row, record } of views(room, given)) {
        const { drivers: _, ...shared } = record;
        const bodies = given.order.bodyTypes.join(',');
        const told = [shared, row, given.world.policy, derived(view, row), bodies];
        const known = new Set(scalarsIn(told));
        const sentences = sentencesIn(view);
        assert.ok(sentences.length > 0);
        for (const said of sentences) assertBound(said, known);
      }
    }),

  'a view holds whole numbers only': (room, run) =>
    hold(run, cases, (given) => {
      for (const { view } of views(room, given)) {
        for (const number of scalarsIn(view)) {
          if (typeof number === 'number') assert.ok(Number.isSafeInteger(number), String(number));
        }
      }
    }),

  'a changed profile is the one that the whole past gives, before and after': (room, run) =>
    hold(run, changedPasts, (given) => {
      const record = room.profileChangeRecord(given.change);
      const [row] = record.drivers;
      assert.ok(row?.consequence?.of === 'profile_change');
      const { before, after } = row.consequence;
      assert.deepEqual(before, given.factsOf(given.past));
      assert.deepEqual(after, given.factsOf(given.pastAfter));
      assert.equal(replay(record, given.change.policy).verdict, 'MATCH');
    }),

  'every driver of a record is told in both languages why': (room, run) =>
    hold(run, cases, (given) => {
      const all = views(room, given);
      assert.equal(all.length, given.world.candidates.length);
      for (const { view } of all) {
        assert.ok(view.narrative.length >= 1 && view.narrative.length <= 3);
        for (const { text } of sentencesIn(view)) {
          assert.match(text.zh, /\p{Script=Han}/u);
          assert.match(text.en, /[a-z]/);
          assert.doesNotMatch(`${text.zh}${text.en}`, /[{}]|undefined|null|NaN/);
        }
      }
    }),
} satisfies Record<string, Law>;

function hold<T>(
  run: fc.Parameters<unknown>,
  arbitrary: fc.Arbitrary<T>,
  predicate: (value: T) => void,
): void {
  fc.assert(fc.property(arbitrary, predicate), run as fc.Parameters<[T]>);
}

function views(room: Room, { order, world }: Case) {
  const record = recorded(order, world);
  const { drivers, bundle, ...header } = record;
  const { policy } = world;
  return drivers.map((row) => {
    const { driverId } = row;
    const beside = room.besideOf({ header, bundle, rows: drivers, policy, driverId });
    const view = room.explainToDriver({ header, bundle, row, policy, standing, beside });
    return { record, row, view };
  });
}

type View = ReturnType<typeof views>[number]['view'];

/** What a view works out from the record by one step, and its two constants. */
const derived = (view: View, { parts }: DriverRow): unknown => {
  const { outcome, remedies, search } = view;
  return [
    besideIn(view),
    parts.map(({ weight, points }) => [weight * points, weight * POINTS_MAX]),
    outcome.gap,
    outcome.total,
    [remedies.answerWithinDays, remedies.answerWithinWorkingDays],
    [remedies.bestAskedUntilMs, KEPT_YEARS_AT_LEAST],
    search?.values['proven']?.value === 12_000 ? 12_000 : [],
    CROWD_MIN,
  ];
};

/** His own totals as they would have been. */
const hypotheticalTotals = ({ counterfactuals, nonPersonalised }: View): (number | null)[] => {
  const { single = [], joint = null, proof = [] } = counterfactuals ?? {};
  const replays = [...single, ...(joint === null ? [] : [joint]), ...proof];
  const results = nonPersonalised && [nonPersonalised.own, nonPersonalised.everyone];
  return [...replays, ...(results ?? [])].map(({ total }) => total);
};

/** What stands beside his own row, without the sentences that tell it. */
function besideIn({ contrast, counterfactuals, nonPersonalised }: View): unknown {
  const joint = counterfactuals?.joint?.changes.map(({ term }) => term).join(',');
  return [untold([contrast, counterfactuals, nonPersonalised]), joint ?? []];
}

function untold(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('message' in value) return null;
  return Object.values(value).map(untold);
}

function assertBound({ message, values, text }: Sentence, known: ReadonlySet<unknown>): void {
  assert.deepEqual(Object.keys(values).sort(), Object.keys(PARAMETERS[message]).sort());
  for (const language of ['zh', 'en'] as const) {
    let rest = text[language].replaceAll('SHA-256', '');
    const spoken: string[] = [];
    for (const [name, { value, unit, label }] of Object.entries(values)) {
      // Rows of the card are named one after the other, each as it is recorded.
      const recorded = name === 'factors' ? String(value).split(',') : [value];
      assert.ok(
        recorded.every((each) => known.has(each)),
        `${message}: ${String(value)} is not recorded`,
      );
      const read = label?.[language] ?? format(value, unit, language);
      assert.ok(text[language].includes(read), `${message} does not say ${read}`);
      spoken.push(read);
    }
    // The longest first, or a `0` would be taken out of an `8,000`.
    spoken.sort((a, b) => b.length - a.length);
    for (const read of spoken) rest = rest.replaceAll(read, '');
    assert.doesNotMatch(rest, /\d/, `${message} says a number of its own: ${text[language]}`);
  }
}

function sentencesIn(value: unknown): Sentence[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('message' in value && 'values' in value && 'text' in value) return [value as Sentence];
  return Object.values(value).flatMap(sentencesIn);
}

/** As JSON has it, and as a sentence would read it out. */
const spellings = (number: number): string[] => [
  String(number),
  ...(['points', 'meters'] as const).map((unit) => format(number, unit, 'en').split(' ')[0] ?? ''),
];

/** One datum of a record put wrong at a time, by the path at which replay must find it. */
function forgeries(record: JudgedRecord): [string, DecisionRecord][] {
  const forged: [string, DecisionRecord][] = [];
  const [first, ...others] = record.drivers;
  if (first !== undefined && first.total !== null) {
    const row = { ...first, total: first.total + 1 };
    forged.push(['$.drivers.0.total', { ...record, drivers: [row, ...others] }]);
  }
  if (record.winner !== null) forged.push(['$.winner', { ...record, winner: null }]);
  const { bundle } = record;
  const funnel = { ...bundle.funnel, ranked: bundle.funnel.ranked + 1 };
  forged.push(['$.bundle.funnel.ranked', { ...record, bundle: { ...bundle, funnel } }]);
  return forged;
}
