import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decide, placesIn } from '#libs/matcher';
import type { Candidate } from '#libs/matcher';
import { besideOf } from '../../src/counterfactuals/beside.js';
import {
  TERMS,
  type CounterfactualsView,
  type CounterfactualView,
  type TermName,
} from '../../src/counterfactuals/counterfactual-view.js';
import { marketCases } from '../market.js';
import { cases, recorded, type Case } from '../sample.js';
import { changedBy, digestOfChange, totalOf, type Amounts } from './changed.js';
import { smallCases } from './small-cases.js';

/** What the laws are about; a twin exchanges it to prove that a law notices. */
export type Room = { readonly besideOf: typeof besideOf };

export const room: Room = { besideOf };

export type Law = (room: Room, run: fc.Parameters<unknown>) => void;

/** Where drivers are compared; who accepted an offer was compared with nobody. */
const compared = cases.filter(
  ({ order, world }) => order.mode !== 'offer' || world.purpose === 'recommend',
);
const anyCase = fc.oneof(compared, marketCases(10), smallCases);

export const laws = {
  'every change that is shown is enough when the whole decision is replayed': (room, run) =>
    hold(run, anyCase, (given) => {
      for (const { own, view } of told(room, given)) {
        for (const shown of shownIn(view)) {
          assert.ok(shown.verified);
          const changed = changedBy(amountsOf(shown), own, given);
          assert.ok(reachedBy(changed, given), JSON.stringify(shown.changes));
        }
      }
    }),

  'what is shown is what was replayed, and its total is what came out': (room, run) =>
    hold(run, anyCase, (given) => {
      const { decided } = rowsOf(given);
      for (const { own, view } of told(room, given)) {
        for (const shown of shownIn(view)) {
          const candidate = changedBy(amountsOf(shown), own, given);
          const total = totalOf(candidate, decided);
          assert.equal(shown.total, total);
          assert.equal(shown.replayDigest, digestOfChange(candidate, total, decided.header));
        }
      }
    }),

  'one step less of anything shown is not enough': (room, run) =>
    hold(run, anyCase, (given) => {
      for (const { own, view } of told(room, given)) {
        for (const shown of shownIn(view)) {
          for (const less of oneStepLess(shown)) {
            assert.ok(!reachedBy(changedBy(less, own, given), given), JSON.stringify(less));
          }
        }
      }
    }),

  'the rows a change is said to count under are those that deciding again gives more': (
    room,
    run,
  ) =>
    hold(run, anyCase, (given) => {
      const worthOf = ({ driverId }: Candidate, world: Case['world']): Map<string, number> => {
        const { ranked } = decide(given.order, world);
        const parts = ranked.find((each) => each.driverId === driverId)?.parts ?? [];
        return new Map(parts.map(({ factor, weight, points }) => [factor, weight * points]));
      };
      for (const { own, view } of told(room, given)) {
        const before = worthOf(own, given.world);
        for (const shown of shownIn(view)) {
          const candidates = withOwn(changedBy(amountsOf(shown), own, given), given);
          const after = worthOf(own, { ...given.world, candidates });
          const more = [...after].filter(([row, worth]) => worth > (before.get(row) ?? worth));
          const said = String(shown.sentence.values['factors']?.value ?? '');
          assert.equal(said, more.map(([row]) => row).join(','));
        }
      }
    }),

  'nothing is advised that a driver cannot change': (room, run) =>
    hold(run, anyCase, (given) => {
      for (const { view } of told(room, given)) {
        for (const { changes } of shownIn(view)) {
          assert.ok(changes.length > 0);
          for (const { term } of changes) assert.ok(TERMS.includes(term), term);
        }
      }
    }),

  'where nothing is said to be enough, nothing is, tried exhaustively': (room, run) =>
    hold(run, smallCases, (given) => {
      for (const { own, view } of told(room, given)) {
        if (view.verdict === 'NOTHING') assert.deepEqual(enough(own, given), []);
      }
    }),

  'no fewer and no smaller changes are enough, tried exhaustively': (room, run) =>
    hold(run, smallCases, (given) => {
      for (const { own, view } of told(room, given)) assertSmallest(view, own, given);
    }),

  'everyone who was not chosen is told of changes or of the proof that there are none': (
    room,
    run,
  ) =>
    hold(run, anyCase, (given) => {
      const { decided } = rowsOf(given);
      const waiting = decided.rows.filter(({ role }) => role !== 'WON' && role !== 'RECOMMENDED');
      assert.equal(told(room, given).length, waiting.length);
      for (const { view } of told(room, given)) {
        assert.notEqual(view.verdict, 'UNAVAILABLE');
        assert.equal(view.single.length > 0, view.verdict === 'CHANGES');
        assert.equal(view.joint !== null, view.verdict === 'JOINT');
        assert.equal(view.proof.length > 0, view.verdict === 'NOTHING');
      }
    }),

  'without profiles the result is told as a replay has it, and of nobody else': (room, run) =>
    hold(run, anyCase, (given) => {
      const { decided } = rowsOf(given);
      for (const { driverId, candidate: own } of decided.rows) {
        assert.ok(own !== null);
        const { nonPersonalised } = room.besideOf({ ...decided, driverId });
        assert.ok(nonPersonalised !== null);
        const all = given.world.candidates.map(withoutProfile);
        const results = [
          [nonPersonalised.own, withOwn(withoutProfile(own), given)],
          [nonPersonalised.everyone, all],
        ] as const;
        for (const [{ outcome, total }, candidates] of results) {
          const world = { ...given.world, candidates };
          const decision = decide(given.order, world);
          const ranked = decision.ranked.find((each) => each.driverId === driverId);
          assert.equal(total, ranked?.total ?? null);
          assert.equal(outcome === 'REFUSED', ranked === undefined);
          assert.equal(outcome === 'REACHED', reached(driverId, { ...given, world }));
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

function rowsOf({ order, world }: Case) {
  const { drivers: rows, bundle, ...header } = recorded(order, world);
  return { decided: { header, bundle, rows, policy: world.policy } };
}

type Told = {
  readonly own: Candidate;
  readonly view: CounterfactualsView;
};

function told(room: Room, given: Case): Told[] {
  const { decided } = rowsOf(given);
  return decided.rows.flatMap(({ driverId, candidate: own }) => {
    const view = room.besideOf({ ...decided, driverId }).counterfactuals;
    return view === null || own === null ? [] : [{ own, view }];
  });
}

const shownIn = ({ single, joint }: CounterfactualsView): CounterfactualView[] =>
  joint === null ? [...single] : [...single, joint];

const amountsOf = ({ changes }: CounterfactualView): Amounts =>
  Object.fromEntries(changes.map(({ term, change }) => [term, change ?? 1]));

function oneStepLess(shown: CounterfactualView): Amounts[] {
  const amounts = amountsOf(shown);
  const his = shown.changes.filter(({ term }) => TERMS.includes(term));
  return his.map(({ term, change, step }) => {
    const [of, by] = [change ?? 1, step ?? 1];
    // The last step to a distance of nothing may be a shorter one.
    const less = of % by === 0 ? of - by : of - (of % by);
    return { ...amounts, [term]: less };
  });
}

const withOwn = (changed: Candidate, { world: { candidates } }: Case): Candidate[] =>
  candidates.map((each) => (each.driverId === changed.driverId ? changed : each));

const withoutProfile = (candidate: Candidate): Candidate => ({
  ...candidate,
  profile: null,
  consents: { ...candidate.consents, profile: null },
});

function reached(driverId: string, { order, world }: Case): boolean {
  const decision = decide(order, world);
  if (world.purpose === 'award') return decision.winner === driverId;
  const rank = decision.ranked.find((each) => each.driverId === driverId)?.rank ?? Infinity;
  return rank <= placesIn(order, world.policy);
}

const reachedBy = (changed: Candidate, given: Case): boolean =>
  reached(changed.driverId, {
    ...given,
    world: { ...given.world, candidates: withOwn(changed, given) },
  });

/** Of every combination of every amount of everything he could change, those that are enough. */
const enough = (own: Candidate, given: Case): Amounts[] =>
  grid(own, given).filter((amounts) => reachedBy(changedBy(amounts, own, given), given));

function assertSmallest(view: CounterfactualsView, own: Candidate, given: Case): void {
  if (view.verdict === 'NOTHING') return;
  const combinations = enough(own, given);
  if (view.verdict === 'CHANGES') {
    const alone = combinations.filter((amounts) => Object.keys(amounts).length === 1);
    const least: Partial<Record<string, number>> = {};
    for (const [[term, amount] = ['', 0]] of alone.map((amounts) => Object.entries(amounts))) {
      least[term] = Math.min(least[term] ?? Infinity, amount);
    }
    // Each term that is enough alone is shown; how little of it is the law above.
    const shown = Object.assign({}, ...view.single.map(amountsOf)) as Amounts;
    for (const term of Object.keys(least)) assert.ok(term in shown, term);
  } else {
    assert.ok(view.joint !== null);
    const joint = amountsOf(view.joint);
    const sizes = combinations.map((amounts) => Object.keys(amounts).length);
    assert.equal(Object.keys(joint).length, Math.min(...sizes));
    for (const amounts of combinations) {
      const terms = Object.keys(joint) as TermName[];
      const smaller =
        Object.keys(amounts).length === terms.length &&
        terms.every((term) => (amounts[term] ?? Infinity) <= (joint[term] ?? 0));
      if (smaller) assert.deepEqual(amounts, joint);
    }
  }
}

function grid(own: Candidate, { order, world }: Case): Amounts[] {
  const steps = (step: number, to: number): number[] => {
    const amounts: number[] = [];
    for (let amount = 0; amount < to; amount += step) amounts.push(amount);
    return [...amounts, ...(to > 0 ? [to] : [0])];
  };
  const on = own.profile !== null;
  const awarding = world.purpose === 'award';
  const first = order.mode === 'first_wins';
  const some: readonly (readonly [TermName, readonly number[]])[] = [
    ['nearer', steps(100, own.place.pickupMeters)],
    ['longer_free', steps(300, Math.max(0, Math.ceil((900 - own.waitingSeconds) / 300) * 300))],
    ['grab', awarding && !first && own.grabSequence === null ? [0, 1] : [0]],
    ['grab_first', awarding && first ? [0, 1] : [0]],
    ['finish_orders', steps(1, own.activeOrders)],
    [
      'fresher_position',
      own.place.source === 'position' && own.place.ageSeconds > 60
        ? [0, 60, own.place.ageSeconds]
        : [0],
    ],
    [
      'share_location',
      own.place.source !== 'position' && world.policy.reach.locationRequired.includes(order.mode)
        ? [0, 1]
        : [0],
    ],
    [
      'qualifications',
      order.qualifications.some((each) => !own.qualifications.includes(each)) ? [0, 1] : [0],
    ],
  ];
  const orders = [0, 1, 2];
  const past: readonly (readonly [TermName, readonly number[]])[] = [
    ['more_completed', orders],
    ['more_punctual', orders],
    ['more_on_lane', orders],
    ['more_together', orders],
  ];
  return on
    ? [...product([...some, ...past]), ...product([...some, ['profile_off', [1]]])]
    : [...product(some), ...product([...some, ['profile_on', [1]], ...past])];
}

/** What is changed by nothing is left out. */
function product(axes: readonly (readonly [TermName, readonly number[]])[]): Amounts[] {
  return axes.reduce<Amounts[]>(
    (all, [term, amounts]) =>
      all.flatMap((so) => amounts.map((amount) => (amount === 0 ? so : { ...so, [term]: amount }))),
    [{}],
  );
}
