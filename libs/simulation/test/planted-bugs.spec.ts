import { makeWorld, modeNamed, play, type Played, type Twins } from '#libs/simulation';
import { aMarket } from './markets.js';
import { TWINS } from './twins.js';

const market = aMarket();
const world = makeWorld(market, 7);

const played = (twins: Twins = {}, mode = 'grab-then-award'): Promise<Played> =>
  play(world, modeNamed(mode), market.policy, { twins });

describe('a simulation of the real use cases', () => {
  it.each(['grab-then-award', 'first-wins', 'offers'])('finds no fault with %s', async (mode) => {
    const { faults, stories, inspected } = await played({}, mode);
    expect(faults).toEqual([]);
    expect(stories).toHaveLength(market.orders.count);
    expect(stories.filter(({ deliveredAtMs }) => deliveredAtMs !== null).length).toBeGreaterThan(5);
    expect(inspected.replayed).toBe(inspected.decisions);
    expect(inspected.sums).toBe(inspected.drivers);
  });

  it('comes out the same again', async () => {
    const [first, second] = [await played(), await played()];
    expect(second.stories).toEqual(first.stories);
    expect(second.inspected).toEqual(first.inspected);
  });
});

describe('a bug that is planted in what it plays through', () => {
  it.each(TWINS.map((twin) => [twin.name, twin] as const))(
    'is noticed: %s',
    async (_name, { twins, caughtAs }) => {
      const { faultCount, faults } = await played(twins);
      expect(faultCount).toBeGreaterThan(0);
      const codes = new Set(faults.map(({ code }) => code));
      expect([...codes].filter((code) => caughtAs.includes(code))).not.toEqual([]);
    },
  );
});
