import { median, type Compared, type FigureName } from '#libs/simulation';
import { rounded } from '../rounds.js';

export type Market = {
  readonly scenario: string;
  readonly why: string;
  readonly about: string;
  readonly compared: readonly Compared[];
};

/** What has to come out, and what did. */
export type Goal = {
  readonly goal: string;
  readonly value: number;
  readonly wanted: string;
  readonly holds: boolean;
};

/** Seed by seed the two modes played the same market, so they are compared pair by pair. */
export function goalsOf(markets: readonly Market[]): Goal[] {
  const pairs = (
    scenario: string,
    mode: string,
    beside: string,
    figure: FigureName,
    of: (own: number, other: number) => number,
  ): number => {
    const market = markets.find((each) => each.scenario === scenario);
    const [own, other] = [mode, beside].map((name) =>
      market?.compared.find((each) => each.mode === name),
    );
    if (own === undefined || other === undefined) return Number.NaN;
    return median(
      own.seeds.map(({ figures }, at) =>
        of(figures[figure], other.seeds[at]?.figures[figure] ?? 0),
      ),
    );
  };
  const change = (own: number, other: number): number => (other === 0 ? 0 : own / other - 1);
  const difference = (own: number, other: number): number => own - other;
  const goal = (text: string, value: number, wanted: string, holds: boolean): Goal => ({
    ...{ goal: text, value: rounded(value * 1000) / 1000, wanted, holds },
  });

  const empty = pairs('overload', 'rounds', 'nearest-first', 'emptyKm', change);
  const served = pairs('overload', 'rounds', 'nearest-first', 'served', difference);
  const waiting = pairs('low-load', 'rounds', 'nearest-first', 'waitMedian', change);
  const onTime = pairs('signal', 'grab-then-award', 'first-wins', 'onTime', difference);
  const gini = pairs(
    'fair-share',
    'with-fair-share',
    'without-fair-share',
    'incomeGini',
    difference,
  );
  const fairKm = pairs('fair-share', 'with-fair-share', 'without-fair-share', 'emptyKm', change);
  return [
    goal('overload: empty km of rounds against nearest-first', empty, '<= -0.13', empty <= -0.13),
    goal('overload: orders served, rounds less nearest-first', served, '>= 0', served >= 0),
    goal(
      'low load: median wait of rounds against nearest-first',
      waiting,
      '<= 0.1',
      waiting <= 0.1,
    ),
    goal('signal: on-time share, award less first-wins', onTime, '> 0', onTime > 0),
    goal('fair share: Gini with less without', gini, '< 0', gini < 0),
    goal('fair share: empty km with against without', fairKm, '< 0.02', fairKm < 0.02),
  ];
}
