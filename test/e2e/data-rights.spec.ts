import type { ConsentStatesView, CopyView, OwnRatingPage, ViolationView } from '#libs/contracts';
import { CONSENT } from '../support/fleet.js';
import { putInForce, shortWindows } from '../support/freight.js';
import { Market } from '../support/market.js';
import { OverNats } from '../support/over-nats.js';
import { quiet } from '../support/rows.js';
import { eventually, TestService } from '../support/service.js';
import { databaseText, found, streamText } from '../support/traces.js';

let service: TestService;
let market: Market;

beforeAll(async () => {
  service = await TestService.start();
  market = new Market(service);
  await putInForce(service, shortWindows());
}, 120_000);
afterAll(() => service?.dispose());

async function carried(): Promise<{ driverId: string; orderId: string }> {
  const town = market.town();
  const driverId = await market.driver(town);
  const { orderId } = await market.order(town);
  await market.grab(driverId, orderId);
  await market.reaches(orderId, 'confirmed');
  for (const status of ['loading', 'in_transit', 'delivered']) {
    const path = `/v1/orders/${orderId}/progress`;
    await service.as('driver', driverId).ok('POST', path, { status });
  }
  return { driverId, orderId };
}

/** Sections are numbered, and a new one moves those behind it. */
const sectionOf = (files: ReadonlyMap<string, string>, section: string): string =>
  [...files].find(([name]) => new RegExp(`^\\d+-${section}\\.json$`).test(name))?.[1] ?? '[]';

describe('a copy of everything that is kept', () => {
  it('[R1] comes in parts, twice each, and holds what is sealed for him alone', async () => {
    const { driverId, orderId } = await carried();
    const himself = service.as('driver', driverId);
    const files = new Map<string, string>();
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `?cursor=${cursor}`;
      const part: CopyView = await himself.ok('GET', `/v1/drivers/${driverId}/copy${query}`);
      for (const { name, text } of part.files) files.set(name, text);
      cursor = part.nextCursor;
    } while (cursor !== null);
    const readme = files.get('00-README.md') ?? '';
    expect([readme.includes('个人信息副本'), readme.includes('Copy of your data')]).toEqual([
      true,
      true,
    ]);
    const decisions = JSON.parse(sectionOf(files, 'decisions')) as {
      order_id: string;
      record: { driverId: string; candidate: { ticket: string } | null };
    }[];
    const his = decisions.find(({ order_id, record }) => order_id === orderId && record.candidate);
    expect(his?.record).toMatchObject({ driverId, candidate: { body: 'box' } });
    const consents = JSON.parse(files.get('02-consents.json') ?? '[]') as { purpose: string }[];
    expect(consents.map(({ purpose }) => purpose).sort()).toEqual(['location', 'profile']);
    expect(files.get('02-consents.csv')).toMatch(/^\uFEFFbecause,|^\uFEFF.*purpose/);
    expect(sectionOf(files, 'orders')).toContain(orderId);
    const others = [...files.values()].filter((text) =>
      /drv-\d+/.test(text.replaceAll(driverId, '')),
    );
    expect(others).toEqual([]);
    const stranger = service.as('driver', 'drv-else');
    expect((await stranger.call('GET', `/v1/drivers/${driverId}/copy`)).status).toBe(404);
    const bad = await himself.call('GET', `/v1/drivers/${driverId}/copy?cursor=bm9uc2Vuc2U`);
    expect(bad.status).toBe(400);
  }, 60_000);
});

describe('a violation', () => {
  it('[R8] has a bounded term, is seen, contested and judged by another person', async () => {
    const driverId = await market.driver(market.town());
    const path = `/v1/drivers/${driverId}/violations`;
    const police = service.as('service', 'fraud-desk');
    const himself = service.as('driver', driverId);
    const given = { kind: 'no_show', evidence: 'not at the gate by 18:00' };
    const long = await police.call('POST', path, { ...given, days: 181 });
    expect([long.status, long.body['code']]).toEqual([400, 'validation_failed']);
    const { violationId, recordedAt, reviewAt, expiresAt } = await police.ok<ViolationView>(
      'POST',
      path,
      { ...given, days: 90 },
    );
    const days = (to: string): number => (Date.parse(to) - Date.parse(recordedAt)) / 86_400_000;
    expect([days(reviewAt), days(expiresAt)]).toEqual([45, 90]);
    const seen = await himself.ok<{ items: ViolationView[] }>('GET', path);
    expect(seen.items).toMatchObject([
      { violationId, state: 'in_force', evidence: given.evidence },
    ]);
    const contest = `/v1/violations/${violationId}/contest`;
    expect(
      (await service.as('driver', 'drv-x').call('POST', contest, { words: 'no' })).status,
    ).toBe(404);
    await himself.ok('POST', contest, { words: 'the gate was closed' });
    const reviewer = service.as('reviewer', 'rev-1');
    const due = await reviewer.ok<{ items: ViolationView[] }>('GET', '/v1/violations');
    expect(due.items.map((each) => each.violationId)).toContain(violationId);
    const review = `/v1/violations/${violationId}/review`;
    const judged = await reviewer.ok<ViolationView>('POST', review, {
      stands: false,
      words: 'the shipper confirms that the gate was closed',
    });
    expect(judged.state).toBe('withdrawn');
    expect((await reviewer.call('POST', review, { stands: true, words: 'x' })).status).toBe(409);
  });
});

describe("one's own ratings", () => {
  it('[R9] are read, corrected, withdrawn; the other side is shown what is left', async () => {
    const { driverId, orderId } = await carried();
    const shipper = service.as('shipper', 'shp-1');
    const himself = service.as('driver', driverId);
    const path = `/v1/orders/${orderId}/ratings`;
    await shipper.ok('POST', path, { stars: 2 });
    const shown = async (): Promise<unknown> =>
      (await himself.ok<OwnRatingPage>('GET', '/v1/ratings')).shown;
    expect(await shown()).toEqual({ count: 1, meanMilli: 2_000 });
    const corrected = await shipper.ok<{ stars: number; firstStars: number; origin: string }>(
      'PUT',
      path,
      { stars: 4 },
    );
    expect(corrected).toMatchObject({ stars: 4, firstStars: 2, origin: 'given' });
    expect(await shown()).toEqual({ count: 1, meanMilli: 4_000 });
    expect((await himself.call('PUT', path, { stars: 5 })).status).toBe(409);
    await shipper.ok('POST', `${path}/withdrawal`);
    expect(await shown()).toEqual({ count: 0, meanMilli: null });
    const { items } = await himself.ok<OwnRatingPage>('GET', '/v1/ratings');
    expect(items.find(({ by }) => by === 'shipper')).toMatchObject({ stars: 4, firstStars: 2 });
    expect((await shipper.call('POST', `${path}/withdrawal`)).status).toBe(409);
  }, 60_000);
});

/** Found nowhere else. */
const HTTP_LNG = 119.512347;
const NATS_LNG = 119.523461;
/** On their way at any moment, each way. */
const AT_ONCE = 6;

describe('a location that is withdrawn in the middle of a run', () => {
  it('[R4] is used by nothing that comes after', async () => {
    const town = market.town();
    const driverId = await market.driver(town);
    const himself = service.as('driver', driverId);
    const consent = `/v1/drivers/${driverId}/consents/location`;
    // Places of his own, always some on their way over HTTP and NATS alike, while he says no.
    const over = new OverNats(service);
    const terminals = await over.as('gateway');
    const fixes = (index: number, lng: number): object => ({
      fixes: [
        {
          driverId,
          position: { lat: 29.111111 + (index % 1_000) / 1_000, lng, coordinateSystem: 'wgs84' },
          source: 'phone',
          observedAtMs: Date.now(),
        },
      ],
    });
    const ways = [
      (index: number): Promise<unknown> =>
        himself.call('POST', '/v1/positions', fixes(index, HTTP_LNG)),
      (index: number): Promise<unknown> =>
        over.ask(terminals, ['driver', driverId], 'position.report', fixes(index, NATS_LNG)),
    ];
    // What becomes of one that is on its way is shown below; that it is answered is not the point.
    const answered = [0, 0];
    let driving = true;
    const drives = ways.flatMap((report, way) =>
      Array.from({ length: AT_ONCE }, async (_, truck) => {
        for (let index = truck; driving; index += AT_ONCE) {
          await report(index).then(
            () => (answered[way] = (answered[way] ?? 0) + 1),
            () => undefined,
          );
        }
      }),
    );
    const each = (more: number, than: readonly number[]): Promise<unknown> =>
      eventually(async () => answered.every((count, way) => count >= (than[way] ?? 0) + more));
    await each(20, [0, 0]);
    await himself.ok('PUT', consent, { ...CONSENT, granted: false });
    const withdrawnAtMs = Date.now();
    // One order is posted while the rest still arrives, one when nothing is on its way any more.
    const first = await market.order(town);
    await each(20, [...answered]);
    driving = false;
    await Promise.all(drives);
    await over.close();
    const orders = [first, await market.order(town, { freightFen: 97_000 })] as const;
    await market.grab(driverId, orders[0].orderId);
    await market.reaches(orders[0].orderId, 'confirmed');
    await quiet(service.database);
    const rows = await service.database.query<{ kept: number; states: number }>(
      `SELECT (SELECT count(*)::int FROM driver_fixes WHERE driver_id = $1) AS kept,
         (SELECT count(*)::int FROM driver_states
          WHERE driver_id = $1 AND from_ms > $2 AND place_source = 'position') AS states`,
      [driverId, withdrawnAtMs],
    );
    expect(rows).toEqual([{ kept: 0, states: 0 }]);
    for (const { orderId } of orders) {
      const { explanation } = await market.why(driverId, orderId);
      const source = explanation.inputs.find(({ code }) => code === 'place_source');
      expect([orderId, source?.value ?? 'city']).toEqual([orderId, 'city']);
      expect(explanation.consents?.location ?? null).toBeNull();
    }
    const places = [
      { name: 'his way over HTTP', text: String(HTTP_LNG) },
      { name: 'his way over NATS', text: String(NATS_LNG) },
    ];
    expect(found(places, await databaseText(service.database))).toEqual([]);
    expect(found(places, await streamText(service))).toEqual([]);
    expect(found(places, new Map([['log', service.logged]]))).toEqual([]);
  }, 90_000);

  it('[R4] is told to the app with the time from which it may ask again', async () => {
    const driverId = await market.driver(market.town());
    const himself = service.as('driver', driverId);
    const path = `/v1/drivers/${driverId}/consents`;
    await himself.ok('PUT', `${path}/location`, { ...CONSENT, granted: false });
    const refused = await himself.call('POST', `${path}/location/prompt`);
    expect([refused.status, refused.body['code']]).toEqual([409, 'asked_too_soon']);
    const states = await himself.ok<ConsentStatesView>('GET', path);
    const location = states.purposes.find(({ purpose }) => purpose === 'location');
    expect([location?.granted, location?.mayAsk]).toEqual([null, false]);
    expect(Date.parse(location?.mayAskFrom ?? '')).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    expect(states.history.map(({ purpose, granted }) => [purpose, granted])).toEqual([
      ['location', false],
      ['location', true],
      ['profile', true],
    ]);
    await himself.ok('PUT', `${path}/location`, CONSENT);
  });

  it('[R10] is asked for under a text that was published a week before', async () => {
    const operator = service.as('operator', 'opr-1');
    const text = { titleZh: '行踪轨迹', titleEn: 'Tracks of trips', sha256: 'ab'.repeat(32) };
    const path = '/v1/consent-texts/trip_track/2027-01';
    const early = await operator.call('PUT', path, {
      ...text,
      effectiveAt: new Date().toISOString(),
    });
    expect(early.status).toBe(400);
    const published = await operator.ok<{ publishedAt: string; effectiveAt: string }>(
      'PUT',
      path,
      text,
    );
    const noticeMs = Date.parse(published.effectiveAt) - Date.parse(published.publishedAt);
    expect(noticeMs).toBe(7 * 86_400_000);
    const { items } = await operator.ok<{ items: { version: string }[] }>(
      'GET',
      '/v1/consent-texts',
    );
    expect(items.map(({ version }) => version)).toEqual(['2027-01']);
  });
});
