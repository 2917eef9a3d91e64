import type { DecisionKind, DecisionRecord } from '../record.js';
import type { Role } from '../kinds/kind.js';
import { SKIPPED_BECAUSE, type ComparedRow, type Comparison, type Standing } from './compare.js';
import { DIMENSIONS, groupOf, PAIRS, type Dimension } from './groups.js';
import type { Flip, Gap, GroupCount, ShadowReport, Turned } from './report.js';
import { UNKNOWN_REASONS } from './unknown.js';

export const FLIPS_MAX = 100;

/** Takes in one comparison after the other, and can be read at any time. */
export class ShadowTally {
  private readonly skipped = zeros(SKIPPED_BECAUSE);
  private readonly unknown = zeros(UNKNOWN_REASONS);
  private readonly kinds = new Map<DecisionKind, { compared: number; changed: number }>();
  private readonly refusals = new Map<string, { before: number; after: number }>();
  private readonly groups = new Map<string, Changing<GroupCount>>();
  private readonly flips: Flip[] = [];
  private readonly places: number[] = [];
  private ranked = 0;
  private compared = 0;
  private uncertain = 0;

  add(record: DecisionRecord, comparison: Comparison): void {
    if (comparison.verdict === 'SKIPPED') {
      this.skipped[comparison.because] += 1;
      return;
    }
    this.compared += 1;
    if (comparison.unknown.length > 0) this.uncertain += 1;
    for (const reason of comparison.unknown) this.unknown[reason] += 1;
    const changed = comparison.rows.some(({ before, after }) => before.role !== after.role);
    const counted = this.kinds.get(record.kind) ?? { compared: 0, changed: 0 };
    counted.compared += 1;
    counted.changed += changed ? 1 : 0;
    this.kinds.set(record.kind, counted);
    for (const row of comparison.rows) this.addRow(row);
    const { winner } = comparison;
    if (winner.before !== winner.after) this.flips.push(flipOf(record, comparison));
  }

  report(): ShadowReport {
    const margins = this.flips.flatMap(({ marginAfter }) =>
      marginAfter === null ? [] : [marginAfter],
    );
    const moved = this.places.filter((places) => places > 0);
    const left = sum(Object.values(this.skipped));
    return {
      schema: 'paidan.shadow/1',
      lookedAt: this.compared + left,
      compared: this.compared,
      skipped: { ...this.skipped },
      uncertain: this.uncertain,
      unknown: { ...this.unknown },
      kinds: [...this.kinds]
        .map(([kind, counts]) => ({ kind, ...counts }))
        .sort((a, b) => byText(a.kind, b.kind)),
      winners: {
        flips: this.flips.length,
        certain: this.flips.filter(({ uncertain }) => !uncertain).length,
        toNobody: this.flips.filter(({ winner }) => winner === null).length,
        fromNobody: this.flips.filter(({ loser }) => loser === null).length,
        marginMedian: median(margins),
        marginMost: most(margins),
      },
      flips: [...this.flips]
        .sort(
          (a, b) =>
            (b.marginAfter ?? -1) - (a.marginAfter ?? -1) || byText(a.decisionId, b.decisionId),
        )
        .slice(0, FLIPS_MAX),
      ranks: {
        ranked: this.ranked,
        moved: moved.length,
        placesMedian: median(moved),
        placesMost: most(moved),
      },
      refusals: [...this.refusals]
        .map(([reason, counts]) => ({ reason, ...counts }))
        .sort((a, b) => byText(a.reason, b.reason)),
      groups: this.inOrder(),
      gaps: PAIRS.flatMap(([dimension, group, against]) =>
        gapOf(this.groupNamed(dimension, group), this.groupNamed(dimension, against)),
      ),
    };
  }

  private addRow({ row, before, after }: ComparedRow): void {
    if (before.rank !== null && after.rank !== null) {
      this.ranked += 1;
      this.places.push(Math.abs(before.rank - after.rank));
    }
    if (before.refusal !== null) this.refusalCount(before.refusal).before += 1;
    if (after.refusal !== null) this.refusalCount(after.refusal).after += 1;
    const { candidate } = row;
    if (candidate === null) return;
    for (const dimension of DIMENSIONS) {
      const group = groupOf(dimension, candidate);
      const key = `${dimension} ${group}`;
      const counts = this.groups.get(key) ?? { dimension, group, ...NOBODY };
      counts.recorded += 1;
      counts.wonBefore += is(before, 'WON');
      counts.wonAfter += is(after, 'WON');
      counts.refusedBefore += is(before, 'REFUSED');
      counts.refusedAfter += is(after, 'REFUSED');
      this.groups.set(key, counts);
    }
  }

  private refusalCount(reason: string): { before: number; after: number } {
    const counts = this.refusals.get(reason) ?? { before: 0, after: 0 };
    this.refusals.set(reason, counts);
    return counts;
  }

  private groupNamed(dimension: Dimension, group: string): GroupCount | null {
    return this.groups.get(`${dimension} ${group}`) ?? null;
  }

  private inOrder(): GroupCount[] {
    return [...this.groups.values()]
      .map((counts) => ({ ...counts }))
      .sort(
        (a, b) =>
          DIMENSIONS.indexOf(a.dimension) - DIMENSIONS.indexOf(b.dimension) ||
          byText(a.group, b.group),
      );
  }
}

type Changing<T> = { -readonly [Key in keyof T]: T[Key] };

const NOBODY = { recorded: 0, wonBefore: 0, wonAfter: 0, refusedBefore: 0, refusedAfter: 0 };

function flipOf(
  record: DecisionRecord,
  { rows, winner, unknown }: Extract<Comparison, { verdict: 'COMPARED' }>,
): Flip {
  const of = (driverId: string | null): ComparedRow | null =>
    rows.find(({ row }) => row.driverId === driverId) ?? null;
  const [old, young] = [of(winner.before), of(winner.after)];
  return {
    decisionId: record.decisionId,
    orderId: record.orderId,
    kind: record.kind,
    decidedAtMs: record.decidedAtMs,
    uncertain: unknown.length > 0,
    loser: turned(old),
    winner: turned(young),
    marginBefore: margin(old?.before, young?.before),
    marginAfter: margin(young?.after, old?.after),
  };
}

const turned = (compared: ComparedRow | null): Turned | null =>
  compared === null
    ? null
    : {
        from: compared.before.role,
        to: compared.after.role,
        refusal: compared.after.refusal ?? compared.before.refusal,
        driverId: compared.row.driverId,
      };

function margin(ahead: Standing | undefined, behind: Standing | undefined): number | null {
  const [more, less] = [ahead?.total ?? null, behind?.total ?? null];
  return more === null || less === null ? null : more - less;
}

function gapOf(group: GroupCount | null, against: GroupCount | null): Gap[] {
  if (group === null || against === null) return [];
  const rate = (won: number, { recorded }: GroupCount): number => (1000 * won) / recorded;
  return [
    {
      dimension: group.dimension,
      group: group.group,
      against: against.group,
      beforePermille: Math.round(rate(against.wonBefore, against) - rate(group.wonBefore, group)),
      afterPermille: Math.round(rate(against.wonAfter, against) - rate(group.wonAfter, group)),
    },
  ];
}

const is = ({ role }: Standing, wanted: Role): number => (role === wanted ? 1 : 0);

const zeros = <Key extends string>(keys: readonly Key[]): Record<Key, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);
const most = (values: readonly number[]): number | null =>
  values.reduce<number | null>((found, each) => Math.max(found ?? each, each), null);

/** The lower one of an even number: a value that occurred. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
