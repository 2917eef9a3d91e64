import assert from 'node:assert/strict';
import type { Access, AccessRequest } from '../model/access.js';
import type { Driver } from '../model/driver.js';
import type { Invitation } from './crews.js';
import type { Database } from './database.js';
import { countOf, rule, type Rule } from './rule.contract.js';
import { aDriver, aFix, anOrder, awarded, START_MS, stored } from './samples.contract.js';

const CELL = aFix('d').cell;

/** Drivers on duty, each with a fix in the same cell. */
async function seenThere(database: Database, drivers: readonly Driver[]): Promise<void> {
  await stored(database, { drivers });
  await database.transact((tx) =>
    tx.drivers.saveFixes(
      drivers.map(({ driverId }) => aFix(driverId)),
      START_MS,
    ),
  );
}

const counted = async (database: Database, sinceMs = START_MS): Promise<number> =>
  (await database.read.trucks.counted(sinceMs)).reduce((sum, { trucks }) => sum + trucks, 0);

export const trucksContract: readonly Rule[] = [
  rule('counts drivers on duty by cell, body and text agreed to', async (database) => {
    const { vehicle } = aDriver('d');
    await seenThere(database, [
      aDriver('d1'),
      aDriver('d2'),
      aDriver('d3', { vehicle: { ...vehicle, body: 'box' } }),
    ]);
    const counts = await database.read.trucks.counted(START_MS);
    assert.deepEqual(counts.map(({ body, trucks }) => `${body} ${trucks}`).sort(), [
      'box 1',
      'high_rail 2',
    ]);
    assert.deepEqual(
      counts.map(({ cell, textVersion }) => [cell, textVersion]),
      [CELL, CELL].map((cell) => [cell, 'terms-1']),
    );
  }),

  rule('counts nobody off duty, on an order, long unseen, or placed by hand', async (database) => {
    const order = anOrder('o1');
    await seenThere(database, [
      aDriver('off', { onDuty: false, freeSinceMs: null }),
      aDriver('busy'),
    ]);
    await stored(database, {
      orders: [order],
      drivers: [
        aDriver('by-hand', {
          consents: { location: null, trip_track: null, profile: null, vehicle_terminal: null },
          manualPlace: { lat: 31.1, lng: 121.3, setAtMs: START_MS },
        }),
      ],
    });
    assert.equal(await counted(database), 1);
    assert.ok(await awarded(database, order, 'busy'));
    assert.equal(await counted(database), 0);
    await seenThere(database, [aDriver('here')]);
    assert.deepEqual([await counted(database), await counted(database, START_MS + 1)], [1, 0]);
  }),

  rule('publishes once a period, and forgets the periods before', async (database) => {
    const publish = (periodMs: number, counts: string): Promise<string> =>
      database.transact((tx) => tx.trucks.publish(periodMs, counts));
    assert.equal(await database.read.trucks.published(60_000), null);
    const both = await Promise.all([publish(60_000, 'one'), publish(60_000, 'other')]);
    assert.equal(new Set(both).size, 1);
    assert.equal(await database.read.trucks.published(60_000), both[0]);
    assert.equal(await publish(120_000, 'next'), 'next');
    assert.equal(await database.read.trucks.published(60_000), null);
  }),
];

const anAccess = (over: Partial<Access> = {}): Access => ({
  driverId: 'd1',
  atMs: START_MS,
  actor: 'rev-1',
  role: 'reviewer',
  operation: 'driver.profile',
  what: 'profile',
  orderId: null,
  decisionId: null,
  accessId: 'a1',
  reason: 'case 7',
  requestId: 'req-1',
  ...over,
});

const aRequest = (accessId: string, over: Partial<AccessRequest> = {}): AccessRequest => ({
  accessId,
  driverId: 'd1',
  what: ['profile', 'record'],
  reason: 'case 7',
  hours: 8,
  askedBy: 'rev-1',
  askedRole: 'reviewer',
  askedAtMs: START_MS,
  state: 'requested',
  decidedBy: null,
  decidedRole: null,
  decidedAtMs: null,
  decisionReason: null,
  untilMs: null,
  ...over,
});

const approved = (request: AccessRequest, untilMs: number): AccessRequest => ({
  ...request,
  state: 'approved',
  decidedBy: 'rev-2',
  decidedRole: 'reviewer',
  decidedAtMs: START_MS + 1,
  decisionReason: 'as asked',
  untilMs,
});

export const accessesContract: readonly Rule[] = [
  rule('pages through the accesses to one driver, newest first', async (database) => {
    const accesses = [1, 2, 3].map((n) =>
      anAccess({ atMs: START_MS + n, decisionId: `dec-${n % 2}` }),
    );
    await database.transact((tx) =>
      tx.accesses.record([...accesses, anAccess({ driverId: 'd2', accessId: null, reason: null })]),
    );
    const { accesses: read } = database.read;
    const [newest, ...none] = await read.ofDriver('d1', { limit: 1 });
    assert.deepEqual([newest?.atMs, none], [START_MS + 3, []]);
    const rest = await read.ofDriver('d1', { limit: 9, after: newest?.number ?? 0 });
    assert.deepEqual(
      rest.map(({ number: _, ...access }) => access),
      [accesses[1], accesses[0]],
    );
    const ofDecision = await read.ofDriver('d1', { limit: 9, decisionId: 'dec-1' });
    assert.deepEqual(
      ofDecision.map(({ atMs }) => atMs),
      [START_MS + 3, START_MS + 1],
    );
    assert.deepEqual((await read.ofDriver('d2', { limit: 9 }))[0]?.reason, null);
  }),

  rule('permits whom somebody else has approved, what was asked, and so long', async (database) => {
    const untilMs = START_MS + 9_000;
    await database.transact(async (tx) => {
      await tx.accesses.ask(aRequest('a1'));
      assert.ok(await tx.accesses.decide(approved(aRequest('a1'), untilMs)));
    });
    const asked = { driverId: 'd1', askedBy: 'rev-1', what: 'profile', nowMs: START_MS } as const;
    const may = async (over: object): Promise<string | null> =>
      (await database.read.accesses.permission({ ...asked, ...over }))?.accessId ?? null;
    assert.equal(await may({}), 'a1');
    for (const other of [
      { driverId: 'd2' },
      { askedBy: 'rev-2' },
      { what: 'track' },
      { nowMs: untilMs },
    ]) {
      assert.equal(await may(other), null);
    }
  }),

  rule('permits nothing on a request that is open or refused', async (database) => {
    const refused = { ...approved(aRequest('a2'), 0), state: 'refused' as const, untilMs: null };
    await database.transact(async (tx) => {
      await tx.accesses.ask(aRequest('a1'));
      await tx.accesses.ask(aRequest('a2'));
      assert.ok(await tx.accesses.decide(refused));
    });
    const asked = { driverId: 'd1', askedBy: 'rev-1', what: 'record', nowMs: START_MS } as const;
    assert.equal(await database.read.accesses.permission(asked), null);
    assert.deepEqual(
      (await database.read.accesses.requests({ state: 'requested', limit: 9 })).map(
        ({ accessId }) => accessId,
      ),
      ['a1'],
    );
    assert.equal((await database.read.accesses.requestsAbout('d1', 9)).length, 2);
  }),

  rule('takes one answer to a request, and never from who asked', async (database) => {
    await database.transact((tx) => tx.accesses.ask(aRequest('a1')));
    const answer = approved(aRequest('a1'), START_MS + 9);
    const decide = (request: AccessRequest): Promise<boolean> =>
      database.transact((tx) => tx.accesses.decide(request));
    await assert.rejects(decide({ ...answer, decidedBy: 'rev-1' }));
    const both = await Promise.all([decide(answer), decide({ ...answer, decidedBy: 'rev-3' })]);
    assert.equal(countOf(both, true), 1);
  }),

  rule('deletes accesses from before a moment, so many at a time', async (database) => {
    await database.transact((tx) =>
      tx.accesses.record([1, 2, 3].map((n) => anAccess({ atMs: START_MS + n }))),
    );
    const purge = (limit: number): Promise<number> =>
      database.transact((tx) => tx.accesses.deleteBefore(START_MS + 3, limit));
    assert.deepEqual([await purge(1), await purge(9), await purge(9)], [1, 1, 0]);
  }),
];

const anInvitation = (invitationId: string, over: Partial<Invitation> = {}): Invitation => ({
  invitationId,
  driverId: 'd1',
  coDriverId: 'd2',
  state: 'open',
  invitedAtMs: START_MS,
  answeredAtMs: null,
  ...over,
});

export const crewsContract: readonly Rule[] = [
  rule('has one open invitation a driver: a new one takes its place', async (database) => {
    await database.transact(async (tx) => {
      await tx.crews.invite(anInvitation('i1'));
      await tx.crews.invite(anInvitation('i2', { coDriverId: 'd3', invitedAtMs: START_MS + 5 }));
    });
    const states = async (driverId: string): Promise<string[]> =>
      (await database.read.crews.of(driverId, 9)).map(
        ({ invitationId, state }) => `${invitationId} ${state}`,
      );
    assert.deepEqual(await states('d1'), ['i2 open', 'i1 withdrawn']);
    assert.deepEqual(await states('d2'), ['i1 withdrawn']);
    assert.deepEqual(await states('d3'), ['i2 open']);
  }),

  rule('remembers an answer', async (database) => {
    await database.transact((tx) => tx.crews.invite(anInvitation('i1')));
    await database.transact(async (tx) => {
      const open = await tx.crews.byIdForUpdate('i1');
      assert.deepEqual(open, anInvitation('i1'));
      await tx.crews.answer(anInvitation('i1', { state: 'accepted', answeredAtMs: START_MS + 1 }));
    });
    assert.equal((await database.read.crews.of('d2', 9))[0]?.state, 'accepted');
  }),
];

export const carriersContract: readonly Rule[] = [
  rule('lists the drivers of a company by id, each with what he carries', async (database) => {
    const order = anOrder('o1');
    const of = (driverId: string, carrierId: string): Driver => aDriver(driverId, { carrierId });
    await stored(database, {
      orders: [order],
      drivers: [of('d2', 'car-1'), of('d1', 'car-1'), of('d3', 'car-2'), aDriver('d4')],
    });
    assert.ok(await awarded(database, order, 'd2'));
    const page = async (after: string | null, limit: number): Promise<unknown[]> =>
      (await database.read.drivers.ofCarrier('car-1', { after, limit })).map(
        ({ driver, orders }) => [driver.driverId, orders],
      );
    const busy = ['d2', [{ orderId: 'o1', status: 'confirmed' }]];
    assert.deepEqual(await page(null, 9), [['d1', []], busy]);
    assert.deepEqual(await page(null, 1), [['d1', []]]);
    assert.deepEqual(await page('d1', 9), [busy]);
  }),
];
