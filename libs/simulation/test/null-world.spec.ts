import { makeWorld, mean, modeNamed, play, type Played } from '#libs/simulation';
import { aMarket } from './markets.js';

const SEEDS = [1, 2, 3, 4];

/** A slack market: several drivers grab each order, so there is somebody to choose from. */
const market = (historySignal: number) =>
  aMarket({
    drivers: {
      ...{ count: 20, historySignal, newShare: 0, profileOffShare: 0 },
      ...{ wantedFenPerKm: [50, 100] },
    },
    orders: { count: 30, windowMinutes: [30, 45] },
    policy: {
      reach: { meters: 60_000 },
      windows: { collectMs: 30_000, recommendEveryMs: 1_800_000 },
      limits: { evaluatedMax: 16, recommendedMax: 16 },
      weights: {
        ...{ completion_rate: 20, punctuality: 60, pickup_distance: 10, waiting: 0 },
        ...{ homeward: 0, return_load: 0, fair_share: 0 },
      },
    },
  });

/** Of the orders that were carried, how many by a driver who is in truth reliable. */
function reliably({ stories, trucks }: Played): number {
  const good = new Set(
    trucks.filter(({ driver }) => driver.hidden.reliability > 0.5).map(({ driverId }) => driverId),
  );
  const served = stories.filter(({ deliveredAtMs }) => deliveredAtMs !== null);
  return mean(served.map(({ driverId }) => (good.has(driverId ?? '') ? 1 : 0)));
}

/** What a weight on the past adds to that: the same worlds, with and without. */
async function gains(historySignal: number): Promise<number[]> {
  const scenario = market(historySignal);
  const found: number[] = [];
  for (const seed of SEEDS) {
    const share = async (mode: string): Promise<number> =>
      reliably(await play(makeWorld(scenario, seed), modeNamed(mode), scenario.policy));
    found.push((await share('grab-then-award')) - (await share('award-without-profile')));
  }
  return found;
}

function standardError(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.map((value) => (value - middle) ** 2);
  return Math.sqrt(mean(squares) / (values.length - 1));
}

describe('profiles in a simulated market', () => {
  it('find the reliable where the past tells who they are', async () => {
    const found = await gains(1);
    expect(mean(found)).toBeGreaterThan(2 * standardError(found));
    expect(mean(found)).toBeGreaterThan(0.05);
  });

  it('find nobody in a null world, where the past tells nothing', async () => {
    const found = await gains(0);
    expect(Math.abs(mean(found))).toBeLessThan(2 * standardError(found) + 0.01);
  });
});
