import type { OrderView } from '#libs/contracts';
import { defaultPolicy } from '#libs/matcher';
import { at, HANGZHOU, putInForce, shortWindows } from '../support/freight.js';
import type { Town } from '../support/cities.js';
import { Market, type DriverWhy } from '../support/market.js';
import { eventually, TestService } from '../support/service.js';

// What a driver brings to a decision beside place, truck and rates: what he carried, that he is new
// or known, what he was given of late, and where he is at home.

const HOUR_MS = 3_600_000;
/** Where nothing was unloaded before, so that what is open there was not looked up yet. */
const SUZHOU = { lat: 31.3, lng: 120.58, coordinateSystem: 'wgs84' } as const;
const TOWN: Town = { cityCode: '3301', position: HANGZHOU };

let service: TestService;
let market: Market;

beforeAll(async () => {
  service = await TestService.start();
  const fairShare = { windowDays: 7, comparableMin: 5, onDutySecondsMin: 3600 };
  await putInForce(service, {
    ...shortWindows({ confirmMs: 60_000, collectMs: 60_000 }),
    fairShare: { ...fairShare, outweighsMetersMax: 75_000 },
    reach: { ...defaultPolicy.reach, meters: 20_000 },
  });
  market = new Market(service);
}, 60_000);
afterAll(() => service.dispose());

type Part = DriverWhy['explanation']['parts'][number];

async function partsOf(driverId: string, orderId: string): Promise<Record<string, Part>> {
  const { explanation } = await eventually(
    async () => {
      const why = await market.why(driverId, orderId);
      // Until it was looked at there is nothing to explain yet.
      const judged = (why as { explanation: DriverWhy['explanation'] | null }).explanation;
      return (judged?.outcome.total ?? null) === null ? null : why;
    },
    { what: `${driverId} in a decision about ${orderId}` },
  );
  const sum = explanation.parts.reduce((all, { contribution }) => all + contribution, 0);
  expect(explanation.outcome.total).toBe(sum);
  return Object.fromEntries(explanation.parts.map((part) => [part.factor, part]));
}

async function given(driverId: string, orderId: string): Promise<void> {
  await service
    .as('operator', 'opr-1')
    .ok('POST', `/v1/orders/${orderId}/assignment`, { driverId, reason: 'agreed by telephone' });
}

async function delivered(driverId: string, orderId: string): Promise<void> {
  await given(driverId, orderId);
  for (const status of ['loading', 'in_transit', 'delivered']) {
    await service.as('driver', driverId).ok('POST', `/v1/orders/${orderId}/progress`, { status });
  }
}

/** A shift cannot be sat through in a test, so it is dated earlier. */
const onDutySince = (hours: number): Promise<unknown> =>
  service.database.query('UPDATE duty_spans SET from_ms = from_ms - $1', [hours * HOUR_MS]);

const steel = { cargoKind: 'steel' } as const;

describe('the later factors', () => {
  let known: string;
  let stranger: string;
  let off: string;
  let order: OrderView;

  beforeAll(async () => {
    known = await market.driver(TOWN);
    stranger = await market.driver(TOWN);
    off = await market.driver(TOWN, { profile: false });
    const others = await Promise.all([0, 1, 2].map(() => market.driver(TOWN)));
    for (const driverId of [known, stranger, ...others]) {
      await service
        .as('driver', driverId)
        .ok('PUT', `/v1/drivers/${driverId}/home`, { cityCode: '3301' });
    }
    await onDutySince(10);
    const first = await market.order(TOWN, steel);
    await delivered(known, first.orderId);
    const shipper = service.as('shipper', 'shp-1');
    await shipper.ok('POST', `/v1/orders/${first.orderId}/ratings`, { stars: 5 });
    await shipper.ok('PUT', `/v1/pairs/${known}`, { kind: 'familiar' });
    for (const driverId of others) await given(driverId, (await market.order(TOWN)).orderId);
    const windows = {
      loading: { from: at(2 * HOUR_MS), until: at(30 * HOUR_MS) },
      unloading: { from: at(3 * HOUR_MS), until: at(60 * HOUR_MS) },
    };
    await market.order(
      { cityCode: '3205', position: SUZHOU },
      {
        loading: { position: { ...SUZHOU }, cityCode: '3205', window: windows.loading },
        unloading: { position: { ...HANGZHOU }, window: windows.unloading },
      },
    );
    order = await market.order(TOWN, {
      ...steel,
      unloading: { position: { ...SUZHOU }, window: windows.unloading },
    });
  }, 60_000);

  it('[M4] count what a driver carried of this cargo, and what he is worth doubting for', async () => {
    const [own, other] = [
      await partsOf(known, order.orderId),
      await partsOf(stranger, order.orderId),
    ];
    expect(own['cargo_experience']).toMatchObject({ points: 500, facts: { cargoMilli: 1000 } });
    expect(other['cargo_experience']).toMatchObject({ points: 300 });
    expect(other['exploration']).toMatchObject({ points: 247, facts: { benefitMilli: 20_000 } });
    expect(own['exploration']?.points).toBeLessThan(247);
    expect(own['exploration']?.sentence.text.zh).toContain('完成率由 90.9% 变为');
  });

  it('[M15] count the stars that a shipper gave, smoothed', async () => {
    const own = await partsOf(known, order.orderId);
    expect(own['observed_rating']).toMatchObject({ points: 664, facts: { ratedMilli: 1000 } });
    expect((await partsOf(stranger, order.orderId))['observed_rating']?.points).toBe(612);
  });

  it('[M14] prefer a driver whom the shipper knows, and say it is his wish', async () => {
    const own = await partsOf(known, order.orderId);
    expect(own['familiar_driver']).toMatchObject({ points: 1000, weight: 4 });
    const other = (await partsOf(stranger, order.orderId))['familiar_driver'];
    expect([other?.points, other?.sentence.message]).toEqual([0, 'part.familiar_driver.not']);
  });

  it('[D7] give points to who received less than those like him', async () => {
    const other = (await partsOf(stranger, order.orderId))['fair_share'];
    expect(other).toMatchObject({ points: 1000, facts: { known: true, earnedFen: 0 } });
    expect(Number(other?.facts['comparable'])).toBeGreaterThanOrEqual(5);
    expect(Number(other?.facts['medianFenPerHour'])).toBeGreaterThan(16_000);
    const own = (await partsOf(known, order.orderId))['fair_share'];
    // He waits a little longer than the others by now, so by a hair his hour is worth less.
    expect(own).toMatchObject({ facts: { earnedFen: 168_000 } });
    expect(own?.points).toBeLessThan(20);
  });

  it('price the way home by what there is to be had where the order ends', async () => {
    const own = await partsOf(known, order.orderId);
    expect(own['homeward']).toMatchObject({ points: 0, facts: { homeKnown: true } });
    const { facts = {}, points, sentence } = own['return_load'] ?? {};
    expect(facts).toMatchObject({ homeKnown: true, lookedUp: true, open: 1 });
    expect(Number(facts['savedMeters'])).toBeGreaterThan(40_000);
    expect(points).toBeGreaterThan(0);
    expect(sentence?.text.en).toMatch(/^From the unloading place it is \d+\.\d+ km home\. /);
  });

  it('[M4 D3] look at no past of who switched his profile off', async () => {
    const parts = await partsOf(off, order.orderId);
    for (const name of ['cargo_experience', 'exploration', 'observed_rating', 'fair_share']) {
      expect(parts[name]?.facts).toEqual({ profileOff: true });
    }
    const { candidate } = (await market.row(await decisionOf(off), off)) ?? {};
    expect([candidate?.profile, candidate?.share]).toEqual([null, undefined]);
  });

  const decisionOf = async (driverId: string): Promise<string> =>
    (await market.why(driverId, order.orderId)).decisionId ?? '';

  it('[D5] are published with what they are measured by, and what a fair share may outweigh', async () => {
    const headers = { accept: 'application/json' };
    const rules = await (await fetch(`${service.url}/rules`, { headers })).text();
    expect(rules).toContain('worth at most being 75 km nearer');
  });
});
