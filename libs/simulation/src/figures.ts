import type { Played } from './play.js';
import type { Story } from './people.js';
import type { Truck } from './truck.js';

/** What came of one world in one mode. Shares and Ginis from 0 to 1; money in yuan. */
export type Figures = {
  readonly orders: number;
  readonly served: number;
  readonly matchRate: number;
  readonly emptyKm: number;
  readonly emptyKmPerOrder: number;
  /** From posting until the award that held, in minutes. */
  readonly waitMean: number;
  readonly waitMedian: number;
  readonly waitP90: number;
  /** Of the orders that were carried: loading began before its window closed. */
  readonly onTime: number;
  readonly gaveBack: number;
  readonly incomeGini: number;
  readonly incomeMeanYuan: number;
};
export type FigureName = keyof Figures;

const MINUTE_MS = 60_000;

export function figuresOf({ stories, trucks }: Pick<Played, 'stories' | 'trucks'>): Figures {
  const served = stories.filter(({ deliveredAtMs }) => deliveredAtMs !== null);
  const waits = served.map(waitMinutes).sort((a, b) => a - b);
  const emptyKm = sum(trucks.map(({ emptyMeters }) => emptyMeters)) / 1000;
  const incomes = trucks.map(({ incomeFen }) => incomeFen / 100);
  return {
    orders: stories.length,
    served: served.length,
    matchRate: share(served.length, stories.length),
    emptyKm: rounded(emptyKm),
    emptyKmPerOrder: rounded(served.length === 0 ? 0 : emptyKm / served.length),
    waitMean: rounded(mean(waits)),
    waitMedian: rounded(quantile(waits, 0.5)),
    waitP90: rounded(quantile(waits, 0.9)),
    onTime: share(served.filter(isOnTime).length, served.length),
    gaveBack: sum(stories.map(({ releases }) => releases)),
    incomeGini: rounded(gini(incomes), 4),
    incomeMeanYuan: rounded(mean(incomes)),
  };
}

export const waitMinutes = ({ awardedAtMs, postedAtMs }: Story): number =>
  ((awardedAtMs ?? postedAtMs) - postedAtMs) / MINUTE_MS;

const isOnTime = ({ order, loadingAtMs }: Story): boolean =>
  loadingAtMs !== null && loadingAtMs <= order.loadingWindow.untilMs;

/** Drivers alike in all but one thing, and what each side took home on the average. */
export type Gap = {
  readonly group: string;
  readonly drivers: number;
  readonly others: number;
  readonly incomeMeanYuan: number;
  readonly othersMeanYuan: number;
  /** The group's against the others'; null where there is nobody, or nothing, to compare with. */
  readonly ratio: number | null;
};

const GROUPS: Readonly<Record<string, (truck: Truck) => boolean>> = {
  'new drivers': ({ driver }) => driver.history.length === 0,
  'profile off': ({ driver }) => !driver.sharesProfile,
  'location off': ({ driver }) => !driver.sharesLocation,
};

export const gapsOf = (trucks: readonly Truck[]): Gap[] =>
  Object.entries(GROUPS).map(([group, isIn]) => {
    const incomes = (those: readonly Truck[]): number[] =>
      those.map(({ incomeFen }) => incomeFen / 100);
    const inside = incomes(trucks.filter(isIn));
    const outside = incomes(trucks.filter((truck) => !isIn(truck)));
    const [own, other] = [mean(inside), mean(outside)];
    return {
      group,
      drivers: inside.length,
      others: outside.length,
      incomeMeanYuan: rounded(own),
      othersMeanYuan: rounded(other),
      ratio: inside.length === 0 || other === 0 ? null : rounded(own / other, 3),
    };
  });

/** 0 when all have the same, towards 1 when one has everything. */
export function gini(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const total = sum(sorted);
  if (total === 0) return 0;
  const weighted = sorted.reduce(
    (so, value, at) => so + (2 * (at + 1) - sorted.length - 1) * value,
    0,
  );
  return weighted / (sorted.length * total);
}

/** Of the population from the poorest up, and of the income they share. */
export function lorenz(values: readonly number[]): (readonly [number, number])[] {
  const sorted = [...values].sort((a, b) => a - b);
  const total = sum(sorted);
  let so = 0;
  return [
    [0, 0],
    ...sorted.map((value, at): readonly [number, number] => {
      so += value;
      return [share(at + 1, sorted.length), total === 0 ? 0 : rounded(so / total, 4)];
    }),
  ];
}

export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

/** Of values in order; between two of them, in proportion. */
export function quantile(sorted: readonly number[], part: number): number {
  if (sorted.length === 0) return 0;
  const at = part * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

export const sum = (values: readonly number[]): number =>
  values.reduce((so, value) => so + value, 0);

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : sum(values) / values.length;

const share = (some: number, all: number): number => (all === 0 ? 0 : rounded(some / all, 4));

/** Figures are compared and hashed: a last digit of noise would make two runs differ. */
export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
