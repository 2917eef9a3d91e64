import assert from 'node:assert/strict';
import { countOf, rule, type Rule } from './rule.contract.js';
import { aDriver, anOrder, anOutcome, awarded, START_MS, stored } from './samples.contract.js';

const drivers = [aDriver('d1'), aDriver('d2')];

export const outcomesContract: readonly Rule[] = [
  rule('counts an outcome once, however often it is brought', async (database) => {
    await stored(database, { drivers });
    const outcomes = [
      anOutcome('x1'),
      anOutcome('x2', { kind: 'driver_cancelled', onTime: null, atMs: START_MS + 1 }),
      anOutcome('x3', { driverId: 'd2' }),
    ];
    const add = (): Promise<number> => database.transact((tx) => tx.outcomes.add(outcomes));
    const added = await Promise.all([add(), add(), add()]);
    assert.deepEqual([countOf(added, 3), countOf(added, 0)], [1, 2]);
    const of = async (driverId: string) =>
      (await database.read.drivers.byId(driverId))?.profileVersion;
    assert.deepEqual([await of('d1'), await of('d2')], [2, 1]);
    assert.equal((await database.read.drivers.byId('d1'))?.version, 1, 'no claim loses its fence');
    const kept = await database.read.outcomes.ofDrivers(['d1'], 0, 10);
    assert.deepEqual(kept, [outcomes[1], outcomes[0]]);
  }),

  rule(
    'gives a locked driver’s turn to one: what is read then is what is added to',
    async (database) => {
      await stored(database, { drivers });
      const seen: number[] = [];
      const addOne = (outcomeId: string): Promise<void> =>
        database.transact(async (tx) => {
          await tx.outcomes.lock(['d1', 'd2']);
          seen.push((await tx.outcomes.ofDrivers(['d1'], 0, 10)).length);
          await tx.outcomes.add([anOutcome(outcomeId)]);
        });
      await Promise.all(['x1', 'x2', 'x3'].map(addOne));
      assert.deepEqual(
        [...seen].sort((a, b) => a - b),
        [0, 1, 2],
      );
    },
  ),

  rule('reads the newest of each driver, none older than asked for', async (database) => {
    await stored(database, { drivers });
    const outcomes = [5, 1, 4, 2].flatMap((time) => [
      anOutcome(`a${time}`, { atMs: START_MS + time }),
      anOutcome(`b${time}`, { atMs: START_MS + time, driverId: 'd2' }),
    ]);
    await database.transact((tx) => tx.outcomes.add(outcomes));
    const read = async (...question: [string[], number, number]): Promise<string[]> =>
      (await database.read.outcomes.ofDrivers(...question)).map(({ outcomeId }) => outcomeId);
    assert.deepEqual((await read(['d1', 'd2', 'd9'], 0, 2)).sort(), ['a4', 'a5', 'b4', 'b5']);
    assert.deepEqual(await read(['d2'], START_MS + 2, 9), ['b5', 'b4', 'b2']);
    assert.deepEqual(await read([], 0, 9), []);
  }),

  rule('[R2] voids an outcome once, keeps it, and builds no profile from it', async (database) => {
    await stored(database, { drivers: [aDriver('d1')] });
    const [wrong, right] = [anOutcome('wrong'), anOutcome('right', { origin: 'corrected' })];
    await database.transact((tx) => tx.outcomes.add([wrong]));
    const cause = { by: 'rev-1', because: 'request-1', atMs: START_MS };
    const voiding = () => database.transact((tx) => tx.outcomes.void('wrong', cause));
    assert.deepEqual([await voiding(), await voiding()], [true, false]);
    await database.transact((tx) => tx.outcomes.add([right]));
    const { outcomes, drivers } = database.read;
    assert.deepEqual(await outcomes.ofDrivers(['d1'], 0, 10), [right]);
    assert.deepEqual(await outcomes.byId('wrong'), { ...wrong, voided: true });
    assert.deepEqual(await outcomes.byId('right'), { ...right, voided: false });
    assert.equal(await outcomes.byId('none'), null);
    assert.equal((await drivers.byId('d1'))?.profileVersion, 3, 'each change is a new profile');
  }),

  rule('[M4] keeps what was carried, where somebody said it', async (database) => {
    await stored(database, { drivers: [aDriver('d1')] });
    const outcomes = [anOutcome('x1', { cargoKind: 'steel' }), anOutcome('x2')];
    await database.transact((tx) => tx.outcomes.add(outcomes));
    const read = await database.read.outcomes.ofDrivers(['d1'], 0, 9);
    assert.deepEqual(
      read
        .map(({ outcomeId, cargoKind }) => [outcomeId, cargoKind ?? null] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
      [
        ['x1', 'steel'],
        ['x2', null],
      ],
    );
  }),

  rule('[M15] finds what shippers gave a driver, and nothing by default', async (database) => {
    const orders = ['o1', 'o2', 'o3'].map((id, at) =>
      anOrder(id, { postedAtMs: START_MS + at, shipperId: 'shipper-1' }),
    );
    await stored(database, {
      orders,
      drivers: ['d1', 'd2', 'd3'].map((driverId) => aDriver(driverId)),
    });
    for (const [at, order] of orders.entries()) {
      assert.ok(await awarded(database, order, `d${at + 1}`));
    }
    const given = { by: 'shipper', stars: 4, origin: 'given', atMs: START_MS + 9 } as const;
    await database.transact(async (tx) => {
      await tx.outcomes.rate({ ...given, orderId: 'o1' });
      await tx.outcomes.rate({ ...given, orderId: 'o1', by: 'driver', stars: 1 });
      await tx.outcomes.rate({ ...given, orderId: 'o2', origin: 'default', stars: 5 });
    });
    const ratings = (sinceMs: number) =>
      database.read.outcomes.givenRatings(['d1', 'd2', 'd3'], sinceMs, 5);
    assert.deepEqual(await ratings(0), [{ driverId: 'd1', stars: 4, atMs: START_MS + 9 }]);
    assert.deepEqual(await ratings(START_MS + 1), []);
    const versions = await database.read.drivers.byIds(['d1', 'd2']);
    assert.deepEqual(
      versions
        .map(({ driverId, profileVersion }) => [driverId, profileVersion] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
      [
        ['d1', 1],
        ['d2', 0],
      ],
    );
  }),

  rule('takes one rating of each side', async (database) => {
    await stored(database, { orders: [anOrder('o1')] });
    const rating = {
      orderId: 'o1',
      by: 'shipper',
      stars: 4,
      origin: 'given',
      atMs: START_MS,
    } as const;
    const rate = (stars: number, by: 'shipper' | 'driver' = 'shipper'): Promise<boolean> =>
      database.transact((tx) => tx.outcomes.rate({ ...rating, by, stars }));
    assert.equal(await rate(4), true);
    assert.equal(await rate(1), false);
    assert.equal(await rate(5, 'driver'), true);
    assert.deepEqual(await database.read.outcomes.ratings('o1'), [
      { ...rating, by: 'driver', stars: 5 },
      rating,
    ]);
  }),
];
