import type { FairShareRules, ShareFacts } from '#libs/matcher';
import type { DriverState } from '../model/driver.js';
import type { Tx } from '../ports/database.js';

const DAY_MS = 86_400_000;
const SECONDS_PER_HOUR = 3600;
/** Of a driver who was given nothing meanwhile only the hours move. */
const SUM_FRESH_MS = 10 * 60_000;
/** A median is of those who were looked at within this. */
const COMPARED_MS = 60 * 60_000;
const MEDIAN_FRESH_MS = 60_000;
const KEPT_MAX = 50_000;

type Kept = {
  readonly atMs: number;
  /** Another one after every award and every end of one. */
  readonly state: string;
  readonly group: string;
  readonly earnedFen: number;
  readonly onDutySeconds: number;
};

type Median = { readonly atMs: number; readonly fenPerHour: number; readonly comparable: number };

/**
 * What drivers were given of late, and the middle of those alike: same city, same body, profile on.
 * Of the others nothing is looked up, so their past moves nobody's median either. A memory that can
 * be thrown away: until enough are known again nobody has a share, and all are neutral.
 */
export class ShareBook {
  private readonly kept = new Map<string, Kept>();
  private readonly groups = new Map<string, Set<string>>();
  private readonly medians = new Map<string, Median>();

  async load(
    tx: Tx,
    drivers: readonly DriverState[],
    rules: FairShareRules,
    nowMs: number,
  ): Promise<ReadonlyMap<string, ShareFacts>> {
    const open = drivers.filter(({ driverId, consents }) => {
      if (consents.profile === null) this.forget(driverId);
      return consents.profile !== null;
    });
    const stale = open.filter((driver) => {
      const known = this.kept.get(driver.driverId);
      return (
        known?.group !== groupOf(driver, rules) ||
        known.state !== stateOf(driver) ||
        nowMs - known.atMs >= SUM_FRESH_MS
      );
    });
    const span = { sinceMs: nowMs - rules.windowDays * DAY_MS, untilMs: nowMs };
    const ids = stale.map(({ driverId }) => driverId);
    const sums = new Map(
      (ids.length === 0 ? [] : await tx.shares.of(ids, span)).map((sum) => [sum.driverId, sum]),
    );
    for (const driver of stale) {
      const sum = sums.get(driver.driverId);
      if (sum === undefined) continue;
      const { earnedFen, onDutySeconds } = sum;
      const group = groupOf(driver, rules);
      const state = stateOf(driver);
      this.keep(driver.driverId, { atMs: nowMs, state, group, earnedFen, onDutySeconds });
    }
    return new Map(
      open.flatMap(({ driverId }) => {
        const share = this.shareOf(driverId, rules, nowMs);
        return share === null ? [] : [[driverId, share] as const];
      }),
    );
  }

  remembered(): Iterable<string> {
    return this.kept.keys();
  }

  forget(driverId: string): void {
    const known = this.kept.get(driverId);
    if (known === undefined) return;
    this.kept.delete(driverId);
    const group = this.groups.get(known.group);
    group?.delete(driverId);
    if (group?.size === 0) this.groups.delete(known.group);
    // What he was given is in that median.
    this.medians.delete(known.group);
  }

  private shareOf(driverId: string, rules: FairShareRules, nowMs: number): ShareFacts | null {
    const known = this.kept.get(driverId);
    if (known === undefined || known.onDutySeconds < rules.onDutySecondsMin) return null;
    const { fenPerHour, comparable } = this.medianOf(known.group, rules, nowMs);
    if (comparable < rules.comparableMin || fenPerHour === 0) return null;
    const { earnedFen, onDutySeconds } = known;
    return { earnedFen, onDutySeconds, medianFenPerHour: fenPerHour, comparable };
  }

  private medianOf(group: string, rules: FairShareRules, nowMs: number): Median {
    const before = this.medians.get(group);
    if (before !== undefined && nowMs - before.atMs < MEDIAN_FRESH_MS) return before;
    const rates = [...(this.groups.get(group) ?? [])]
      .flatMap((driverId) => this.kept.get(driverId) ?? [])
      .filter(
        ({ atMs, onDutySeconds }) =>
          nowMs - atMs < COMPARED_MS && onDutySeconds >= rules.onDutySecondsMin,
      )
      .map(({ earnedFen, onDutySeconds }) =>
        Math.floor((earnedFen * SECONDS_PER_HOUR) / onDutySeconds),
      )
      .sort((a, b) => a - b);
    const median = {
      atMs: nowMs,
      // The lower of two in the middle: a whole number that somebody really has.
      fenPerHour: rates[Math.floor((rates.length - 1) / 2)] ?? 0,
      comparable: rates.length,
    };
    this.medians.set(group, median);
    return median;
  }

  /** The oldest entry goes first: a Map keeps the order of insertion. */
  private keep(driverId: string, entry: Kept): void {
    const before = this.kept.get(driverId);
    if (before !== undefined && before.group !== entry.group) this.forget(driverId);
    this.kept.delete(driverId);
    this.kept.set(driverId, entry);
    const group = this.groups.get(entry.group) ?? new Set();
    // Who is new among few may make them enough, and who was given an order moves the middle.
    if (before?.state !== entry.state) this.medians.delete(entry.group);
    this.groups.set(entry.group, group.add(driverId));
    if (this.kept.size > KEPT_MAX) {
      const oldest = this.kept.keys().next();
      if (!oldest.done) this.forget(oldest.value);
    }
  }
}

const groupOf = ({ cityCode, vehicle }: DriverState, { windowDays }: FairShareRules): string =>
  `${cityCode}/${vehicle.body}/${windowDays}`;

const stateOf = ({ version, activeOrders, freeSinceMs }: DriverState): string =>
  `${version}/${activeOrders}/${freeSinceMs}`;
