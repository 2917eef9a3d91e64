import { defaultPolicy } from '#libs/matcher';
import { gini, lorenz } from './figures.js';
import { parseScenario } from './scenario.js';
import { worldFromRows } from './world-from-rows.js';

const order = {
  ...{ postedAt: '2026-03-02T08:00:00+08:00', loadingLat: '31.3', loadingLng: '120.6' },
  ...{ loadingFrom: '2026-03-02T09:00:00+08:00', loadingUntil: '2026-03-02T10:00:00+08:00' },
  ...{ unloadingLat: '31.6', unloadingLng: '120.3', kilograms: '8000', bodyType: 'box' },
  freightYuan: '620.5',
};
const driver = { driverId: 'd1', lat: '31.3', lng: '120.6', bodyType: 'box', kilograms: '10000' };

const problemsOf = (orders: object, drivers: object): string[] => {
  const read = worldFromRows([{ ...order, ...orders }], [{ ...driver, ...drivers }]);
  return read.ok ? [] : read.problems.map(({ path }) => path);
};

describe('a market from two tables', () => {
  it('is the same for the same seed, and says in fen what was said in yuan', () => {
    const read = worldFromRows([order], [{ ...driver, completed: '4', cancelled: '1' }]);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(read.worldOf(3)).toEqual(read.worldOf(3));
    const [posted] = read.worldOf(3).orders;
    expect([posted?.freightFen, posted?.postedAtMs]).toEqual([62_050, 1_772_409_600_000]);
    expect(read.worldOf(3).drivers[0]?.history).toHaveLength(5);
  });

  it.each([
    [{ kilograms: '-1' }, {}, '/orders/1/kilograms'],
    [{ postedAt: '2026-03-02 08:00' }, {}, '/orders/1/postedAt'],
    [{ loadingUntil: order.loadingFrom }, {}, '/orders/1/loadingUntil'],
    [{ kilogramms: '5' }, {}, '/orders/1/kilogramms'],
    [{}, { bodyType: 'boat' }, '/drivers/1/bodyType'],
    [{}, { sharesProfile: 'perhaps' }, '/drivers/1/sharesProfile'],
  ])('is refused with the cell that does not hold: %j %j', (orders, drivers, path) => {
    expect(problemsOf(orders, drivers)).toContain(path);
  });

  it('has each driver once', () => {
    const read = worldFromRows([order], [driver, driver]);
    expect(read).toMatchObject({ ok: false, problems: [{ path: '/drivers/2/driverId' }] });
  });
});

describe('a scenario', () => {
  it('is refused with the field that does not hold', () => {
    const read = parseScenario({ hours: 'two', drivrs: {} }, defaultPolicy);
    const paths = read.ok ? [] : read.problems.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['/hours', '/drivrs', '/orders/count']));
  });
});

describe('how income is shared', () => {
  it('is 0 when all have the same, and near 1 when one has all', () => {
    expect(gini([5, 5, 5, 5])).toBe(0);
    expect(gini([0, 0, 0, 8])).toBeCloseTo(0.75);
    expect(gini([])).toBe(0);
  });

  it('is drawn from the poorest up to everything', () => {
    expect(lorenz([3, 1])).toEqual([
      [0, 0],
      [0.5, 0.25],
      [1, 1],
    ]);
  });
});
