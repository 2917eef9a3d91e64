import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrivalSlackSeconds, pointsAt } from '#libs/matcher';
import type { FactorName } from '#libs/matcher';
import { CROWD_MIN } from '../../src/bands.js';
import { contrastOf, contrastView } from '../../src/contrast/contrast.js';
import { UNTOLD } from '../../src/contrast/untold.js';
import type { ContrastView } from '../../src/contrast/contrast-view.js';
import type { DriverRow } from '../../src/record.js';
import { marketCases } from '../market.js';
import { recorded, type Case } from '../sample.js';

/** What the laws are about; a twin exchanges it to prove that a law notices. */
export type Room = { readonly contrastFor: (asked: Asked) => ContrastView | null };

export type Asked = Parameters<typeof contrastOf>[0] & { readonly row: DriverRow };

export const room: Room = {
  contrastFor: ({ row, ...decided }) => {
    const contrast = contrastOf(decided);
    return contrast === null ? null : contrastView(contrast, row.parts);
  },
};

export type Law = (room: Room, run: fc.Parameters<unknown>) => void;

/** The scale of points in four, and of metres as printed; told here a second time. */
const QUARTERS = ['0-249', '250-499', '500-749', '750-1000'];
const KILOMETERS = ['0-5', '5-10', '10-25', '25-50', '50-100', '100-200', '200-300', '300-'];

const crowded = marketCases(16, 6);

export const laws = {
  'nothing is told where fewer than five who were ranked share cell and body': (room, run) =>
    hold(run, crowded, (given) => {
      for (const { view, rival, ranked } of contrasts(room, given)) {
        if (!view.told) continue;
        const resolution = view.alike?.resolution ?? 15;
        const alike = ranked.filter(
          ({ candidate }) =>
            candidate?.body === rival.candidate?.body &&
            ancestor(candidate?.place.cell, resolution) ===
              ancestor(rival.candidate?.place.cell, resolution),
        );
        assert.ok(alike.length >= CROWD_MIN, `${alike.length} at ${resolution}`);
      }
    }),

  'everyone who asks about a decision is told the same of the other driver': (room, run) =>
    hold(run, crowded, (given) => {
      const [first, ...others] = contrasts(room, given).map(({ view }) => ({
        ...view,
        parts: view.parts.map(({ factor, rival, meters }) => ({ factor, rival, meters })),
      }));
      for (const other of others) assert.deepEqual(other, first);
    }),

  'a part of another driver is told in a band that was fixed before': (room, run) =>
    hold(run, crowded, (given) => {
      for (const { view, rival } of contrasts(room, given)) {
        for (const part of view.parts) {
          const { weight, points } = partOf(rival, part.factor);
          const [least, most] = [part.rival.least / weight, part.rival.most / weight];
          assert.ok(least <= points && points <= most, `${part.factor}: ${points}`);
          if (part.factor === 'pickup_distance') {
            const { from, to } = part.meters ?? { from: -1, to: -1 };
            const band = `${from / 1000}-${to === null ? '' : to / 1000}`;
            assert.ok(KILOMETERS.includes(band), band);
          } else if (UNTOLD.includes(part.factor)) {
            const nothing = [0, 250, 500, 750].map((band) => `0-${1000 - band}`);
            assert.ok(nothing.includes(`${least}-${most}`), `${part.factor}: ${least}-${most}`);
          } else if (part.factor !== 'arrival_slack') {
            assert.ok(QUARTERS.includes(`${least}-${most}`), `${part.factor}: ${least}-${most}`);
          }
        }
      }
    }),

  'the time in hand is told no finer than the distance it follows from': (room, run) =>
    hold(run, crowded, (given) => {
      const { world, order } = given;
      const slackAt = (pickupMeters: number): number =>
        pointsAt(
          world.policy.tables.arrivalSlackSeconds,
          arrivalSlackSeconds(
            { pickupMeters, nowMs: world.nowMs, untilMs: order.loadingWindow.untilMs },
            world.policy.travel,
          ),
        );
      for (const { view, rival } of contrasts(room, given)) {
        const slack = view.parts.find(({ factor }) => factor === 'arrival_slack');
        const meters = view.parts.find(({ factor }) => factor === 'pickup_distance')?.meters;
        if (slack === undefined || meters === undefined || meters === null) continue;
        const { weight } = partOf(rival, 'arrival_slack');
        assert.equal(slack.rival.most, weight * slackAt(meters.from));
        const far = Math.min(meters.to ?? Infinity, world.policy.reach.meters);
        assert.ok(slack.rival.least <= weight * Math.max(0, slackAt(far)) + weight);
      }
    }),

  'a gap is the band less the own part, and nothing else': (room, run) =>
    hold(run, crowded, (given) => {
      for (const { view, row } of contrasts(room, given)) {
        for (const { factor, own, rival, gap } of view.parts) {
          const { weight, points } = partOf(row, factor);
          assert.equal(own, weight * points);
          assert.deepEqual(gap, { least: rival.least - own, most: rival.most - own });
        }
      }
    }),

  'with the exact total, every value of every band stays possible': (room, run) =>
    hold(run, crowded, (given) => {
      for (const { view, rival } of contrasts(room, given)) {
        if (!view.told || rival.total === null) continue;
        // Distance and time in hand are one datum, so are a rate and the doubt about it, and the
        // body is the same for all alike.
        const data = [
          ['pickup_distance', 'arrival_slack'],
          ['completion_rate', 'exploration'],
        ];
        const spans = view.parts
          .filter(({ factor }) => !data.flat().includes(factor))
          .map(({ factor, rival: band }) =>
            factor === 'body_fit'
              ? exactly(partOf(rival, factor))
              : attainable(factor, band, given),
          );
        for (const joined of data) {
          const datum = view.parts.filter(({ factor }) => joined.includes(factor));
          spans.push({
            least: sum(datum.map(({ rival }) => rival.least)),
            most: sum(datum.map(({ rival }) => rival.most)),
          });
        }
        for (const [at, span] of spans.entries()) {
          const others = spans.filter((_, other) => other !== at);
          const least = sum(others.map((other) => other.least));
          const most = sum(others.map((other) => other.most));
          // Priority that is owed is never told: the bands may not give it away.
          const owed = rival.parts.find(({ factor }) => factor === 'compensation');
          const without = rival.total - (owed === undefined ? 0 : owed.weight * owed.points);
          for (const end of [span.least, span.most]) {
            assert.ok(least + end <= without && rival.total <= most + end, `${end}`);
          }
        }
      }
    }),

  'a contrast is told or its ground is named, in both languages': (room, run) =>
    hold(run, crowded, (given) => {
      for (const { view } of contrasts(room, given)) {
        assert.equal(view.told, view.ground === null);
        assert.equal(view.parts.length > 0, view.told);
        for (const { text } of [view.note, ...view.parts.map(({ sentence }) => sentence)]) {
          assert.match(text.zh, /\p{Script=Han}/u);
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

type Told = {
  readonly view: ContrastView;
  readonly row: DriverRow;
  readonly rival: DriverRow;
  readonly ranked: readonly DriverRow[];
};

/** Of everyone who was ranked and not chosen. */
function contrasts(room: Room, { order, world }: Case): Told[] {
  const { drivers: rows, bundle, ...header } = recorded(order, world);
  const ranked = rows.filter(({ rank }) => rank !== null);
  const place = header.kind === 'recommendation' ? world.policy.limits.recommendedMax : 1;
  const rival = ranked.find(({ rank }) => rank === place);
  return ranked
    .filter(({ role }) => role === 'LOST' || role === 'RANKED')
    .flatMap((row) => {
      const view = room.contrastFor({ header, bundle, rows, policy: world.policy, row });
      return view === null || rival === undefined ? [] : [{ view, row, rival, ranked }];
    });
}

function partOf({ parts }: DriverRow, factor: FactorName) {
  const part = parts.find((each) => each.factor === factor);
  assert.ok(part !== undefined, factor);
  return part;
}

type Span = { readonly least: number; readonly most: number };

const exactly = ({ weight, points }: { weight: number; points: number }): Span => ({
  least: weight * points,
  most: weight * points,
});

/** Lanes and shippers never give less than their tables begin with: known to all. */
function attainable(factor: FactorName, { least, most }: Span, { world: { policy } }: Case): Span {
  const table = {
    lane_experience: policy.tables.laneMilli,
    completed_together: policy.tables.togetherMilli,
    cargo_experience: policy.tables.cargoMilli,
  }[factor as string];
  const floor = (policy.weights[factor] ?? 0) * (table?.[0]?.[1] ?? 0);
  return { least: Math.max(least, floor), most };
}

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);

/** The digits of a cell down to a resolution: base cell, then three bits a step. */
const ancestor = (cell: string | null | undefined, resolution: number): string =>
  cell === null || cell === undefined
    ? `none ${String(cell)}`
    : String((BigInt(`0x${cell}`) & 0xfffffffffffffn) >> BigInt(45 - 3 * resolution));
