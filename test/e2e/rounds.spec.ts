import type { OrderView, PostOrder } from '#libs/contracts';
import { replayRound, type JudgedRecord } from '#libs/explanations';
import type { Policy } from '#libs/matcher';
import { openPostgres } from '#libs/postgres';
import { northOf, type Town } from '../support/cities.js';
import { putInForce, shortWindows } from '../support/freight.js';
import { TEST_KEK } from '../support/kek.js';
import { Market } from '../support/market.js';
import { eventually, TestService } from '../support/service.js';

// Orders that are given out together, over the public interfaces.

const WINDOW_MS = 1_500;

let service: TestService;
let market: Market;

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, {
    ...shortWindows(),
    rounds: {
      unassignedPoints: 1_000_000,
      candidatesMin: 20,
      candidatesMax: 64,
      // Trucks are always short, so that every round waits for the orders posted with it.
      loosePermille: 100_000,
      windowMinMs: WINDOW_MS,
      windowMaxMs: WINDOW_MS,
      ordersMax: 200,
      stepsMax: 1_000_000,
    },
  });
  market = new Market(service);
}, 60_000);
afterAll(() => service.dispose());

const inRound = (place: Town, over: Partial<PostOrder> = {}): Promise<OrderView> =>
  market.order(place, { mode: 'round', ...over });

const further = (place: Town, meters: number): Town => ({
  ...place,
  position: northOf(place, meters),
});

const sentencesOf = async (driverId: string, orderId: string): Promise<string> =>
  (await market.why(driverId, orderId)).sentences.join(' ');

/** All records of the rounds in which these orders were decided, with their policies. */
async function recordsOf(
  orderIds: readonly string[],
): Promise<{ records: JudgedRecord[]; policies: Map<string, Policy> }> {
  const postgres = await openPostgres({
    url: service.database.url,
    poolSize: 1,
    applicationName: 'test',
    kek: TEST_KEK,
  });
  try {
    const { ledger, policies } = postgres.database.read;
    const records: JudgedRecord[] = [];
    const known = new Map<string, Policy>();
    for (const orderId of orderIds) {
      for (const { decisionId, kind, policyHash } of await ledger.decisions(orderId)) {
        if (kind !== 'round') continue;
        const header = await ledger.decision(decisionId);
        const drivers = await ledger.driverRows(decisionId);
        records.push({ ...header, drivers } as JudgedRecord);
        const policy = await policies.byHash(policyHash);
        if (policy !== null) known.set(policyHash, policy);
      }
    }
    return { records, policies: known };
  } finally {
    await postgres.close();
  }
}

it('[D1] gives two orders out so that both are served best, and says what it cost', async () => {
  const place = market.town();
  const between = await market.driver(place, { position: northOf(place, 20_000) });
  const behind = await market.driver(place, { position: northOf(place, -40_000) });
  const [near, far] = await Promise.all([inRound(place), inRound(further(place, 60_000))]);

  expect(await market.reaches(near.orderId, 'confirmed')).toMatchObject({ driverId: behind });
  expect(await market.reaches(far.orderId, 'confirmed')).toMatchObject({ driverId: between });
  expect(await market.verdict(behind, near.orderId)).toBe('WON');
  expect(await market.verdict(between, near.orderId)).toBe('LOST');
  expect(await sentencesOf(behind, near.orderId)).toContain('Of all ways to give out the 2 orders');
  expect(await sentencesOf(between, near.orderId)).toContain('Had you got this one instead');
  expect(await sentencesOf(behind, far.orderId)).toContain('another order went to you');

  const { records, policies } = await recordsOf([near.orderId, far.orderId]);
  expect(records).toHaveLength(2);
  expect(records[0]?.bundle.round?.roundId).toBe(records[1]?.bundle.round?.roundId);
  expect(replayRound(records, policies)).toEqual({ verdict: 'MATCH', differences: [] });
});

it('[M9] an order that is given out cannot be grabbed', async () => {
  const place = market.town();
  const { orderId } = await inRound(place);
  const driverId = await market.driver(place);
  const told = await service.as('driver', driverId).call('POST', `/v1/orders/${orderId}/grabs`);
  expect([told.status, told.body['code']]).toEqual([409, 'wrong_state']);
});

describe('"unassigned without a reason" and "comes on shift later, never sees the order"', () => {
  it('[M7] who was left out is looked at again, and told so', async () => {
    const place = market.town();
    const only = await market.driver(place);
    const orders = await Promise.all([inRound(place), inRound(place)]);
    const served = await eventually(
      async () => {
        const read = await Promise.all(orders.map(({ orderId }) => market.read(orderId)));
        return read.find(({ status }) => status === 'confirmed');
      },
      { what: 'one of two orders' },
    );
    expect(served.driverId).toBe(only);
    const left = orders.find(({ orderId }) => orderId !== served.orderId);
    if (left === undefined) throw new Error('both were served by one');
    const { records } = await recordsOf([left.orderId]);
    const own = records.flatMap(({ drivers }) => drivers).find(({ tradeOff }) => tradeOff);
    expect(own).toMatchObject({ driverId: only, role: 'LOST', tradeOff: { elsewhere: true } });
    // Looked at again he is on the way with the other one.
    expect(['LOST', 'REFUSED busy']).toContain(await market.verdict(only, left.orderId));

    const later = await market.driver(place);
    expect(await market.reaches(left.orderId, 'confirmed')).toMatchObject({ driverId: later });
  });
});
