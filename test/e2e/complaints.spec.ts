import { setTimeout as delay } from 'node:timers/promises';
import type { DecisionList } from '#libs/contracts';
import { defaultPolicy } from '#libs/matcher';
import { storedEvents, type Stored } from '../support/event-log.js';
import { at, putInForce, shortWindows } from '../support/freight.js';
import { Market, settlesAt } from '../support/market.js';
import { eventually, TestService } from '../support/service.js';

// What users of such systems ask for and do not get, in their own words. Offers lost when a process
// restarts have a file of their own among the faults.

let service: TestService;
let market: Market;

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, shortWindows());
  market = new Market(service);
}, 60_000);
afterAll(() => service.dispose());

const eventsOf = async (orderId: string): Promise<Stored[]> => {
  const { url, passwords } = await service.natsAddress();
  const stored = await storedEvents({ url, password: passwords.dispatcher });
  return stored.filter(({ subject }) => subject === orderId);
};
const recommendedTo = async (orderId: string, driverId: string): Promise<Stored[]> =>
  (await eventsOf(orderId)).filter(
    ({ type, data }) =>
      type === 'cn.paidan.order.recommended.v1' &&
      (data as { driverId: string }).driverId === driverId,
  );
const isRecommended = (orderId: string, driverId: string, times: number): Promise<unknown> =>
  eventually(async () => (await recommendedTo(orderId, driverId)).length === times, {
    what: `recommendation ${times} of ${orderId} to ${driverId}`,
  });
const offered = async (driverId: string): Promise<string[]> =>
  (await market.cargo(driverId)).map(({ order }) => order.orderId);
const tryToGrab = async (driverId: string, orderId: string): Promise<unknown[]> => {
  const path = `/v1/orders/${orderId}/grabs`;
  const { status, body } = await service.as('driver', driverId).call('POST', path);
  return [status, body['code']];
};

describe('"two drivers accept the same order"', () => {
  it('[M9] one of those who grab at the same moment gets it, and the other is told why not', async () => {
    const place = market.town();
    const both = [await market.driver(place), await market.driver(place)];
    const { orderId } = await market.order(place, { mode: 'first_wins' });
    await Promise.all(both.map((driverId) => tryToGrab(driverId, orderId)));
    const { driverId: winner } = await market.reaches(orderId, 'confirmed');
    const held = await service.database.query('SELECT FROM assignments WHERE order_id = $1', [
      orderId,
    ]);
    expect(held).toHaveLength(1);
    const loser = both.find((driverId) => driverId !== winner) ?? '';
    const { role, sentences } = await market.why(loser, orderId);
    expect(['LOST', 'REFUSED']).toContain(role);
    expect(sentences.length).toBeGreaterThan(0);
  });
});

describe('"a driver who refused is offered it again"', () => {
  it('[M9] never: not in his list, not by event, not when he grabs it', async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const { orderId } = await market.order(place);
    await isRecommended(orderId, driverId, 1);
    await market.grab(driverId, orderId);
    await market.reaches(orderId, 'confirmed');
    await service
      .as('driver', driverId)
      .ok('POST', `/v1/orders/${orderId}/cancel`, { reason: 'truck broke down' });
    await market.reaches(orderId, 'open');
    const other = await market.driver(place);
    await settlesAt(() => market.verdict(driverId, orderId), 'REFUSED gave_back_before');
    expect(await offered(driverId)).not.toContain(orderId);
    expect(await offered(other)).toContain(orderId);
    await isRecommended(orderId, other, 1);
    expect(await recommendedTo(orderId, driverId)).toHaveLength(1);
    await market.grab(driverId, orderId);
    await market.grab(other, orderId);
    expect((await market.reaches(orderId, 'confirmed')).driverId).toBe(other);
    expect(await market.verdict(driverId, orderId)).toBe('REFUSED gave_back_before');
  });
});

describe('"a driver who comes on shift later never sees the order"', () => {
  it('[M7] he does, in his list at once and by recommendation at the next look', async () => {
    const place = market.town();
    const { orderId } = await market.order(place);
    await delay(1_500);
    const driverId = await market.driver(place, { onDuty: false });
    expect((await recommendedTo(orderId, driverId)).length).toBe(0);
    await service
      .as('driver', driverId)
      .ok('PUT', `/v1/drivers/${driverId}/duty`, { onDuty: true });
    expect(await offered(driverId)).toEqual([orderId]);
    await isRecommended(orderId, driverId, 1);
  });
});

describe('an order whose terms have changed', () => {
  it('is recommended to those who knew the old terms, too', async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const { orderId, shipperId } = await market.order(place);
    await isRecommended(orderId, driverId, 1);
    await service
      .as('shipper', shipperId)
      .ok('PATCH', `/v1/orders/${orderId}`, { freightFen: 250_000 });
    await isRecommended(orderId, driverId, 2);
  });
});

describe('"a cancelled order still offered"', () => {
  it('[M7] leaves every list at once, is recommended no more and cannot be grabbed', async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const { orderId } = await market.order(place);
    expect(await offered(driverId)).toEqual([orderId]);
    await service
      .as('shipper', 'shp-1')
      .ok('POST', `/v1/orders/${orderId}/cancel`, { reason: 'cargo not ready' });
    expect(await offered(driverId)).toEqual([]);
    expect(await tryToGrab(driverId, orderId)).toEqual([409, 'order_not_open']);
    await market.driver(place);
    await delay(2_500);
    const types = (await eventsOf(orderId)).map(({ type }) => type);
    expect(types.at(-1)).toBe('cn.paidan.order.cancelled.v1');
  });
});

describe('"stale offers"', () => {
  it('an order past its time is offered to nobody, and one that changed shows what holds now', async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const loading = { position: place.position, cityCode: place.cityCode };
    const brief = await market.order(place, {
      loading: { ...loading, window: { from: at(0), until: at(1_500) } },
    });
    const changed = await market.order(place);
    await service
      .as('shipper', 'shp-1')
      .ok('PATCH', `/v1/orders/${changed.orderId}`, { freightFen: 199_000 });
    const [item] = await market.cargo(driverId);
    expect(item?.order).toMatchObject({
      orderId: changed.orderId,
      freightFen: 199_000,
      version: 2,
    });
    await market.reaches(brief.orderId, 'expired');
    expect(await tryToGrab(driverId, brief.orderId)).toEqual([409, 'order_not_open']);
    expect(await offered(driverId)).toEqual([changed.orderId]);
  });
});

describe('"unassigned without a reason"', () => {
  it('[D1] the shipper is told why nobody, and each driver why not he', async () => {
    const place = market.town();
    const [idle, flatbed] = [
      await market.driver(place),
      await market.driver(place, {
        truck: {
          cityCode: place.cityCode,
          vehicle: {
            body: 'flatbed',
            lengthMillimeters: 9_600,
            widthMillimeters: 2_400,
            heightMillimeters: 2_600,
            grossKilograms: 25_000,
            axles: 3,
            capacity: { kilograms: 15_000, litres: 55_000, vehicleSlots: 0 },
          },
        },
      }),
    ];
    await delay(600);
    const { orderId } = await market.order(place, {
      loading: {
        position: place.position,
        cityCode: place.cityCode,
        window: { from: at(0), until: at(3_000) },
      },
    });
    expect((await market.reaches(orderId, 'expired')).closedBecause).toBe('nobody_in_time');
    const told = await market.shipperWhy(orderId);
    expect(told.explanation.winner).toBeNull();
    expect(told.sentences.length).toBeGreaterThan(0);
    expect(told.explanation.funnel?.evaluated).toBe(2);
    expect(await market.verdict(flatbed, orderId)).toBe('REFUSED body_type');
    expect(await market.verdict(idle, orderId)).toMatch(/^REFUSED (did_not_grab|cannot_arrive)$/);
  });
});

describe('"why did driver X never get it?"', () => {
  it('[D1] is answered to him and to staff who ask for him, in the same words', async () => {
    const place = market.town();
    const [off, winner] = [
      await market.driver(place, { onDuty: false }),
      await market.driver(place),
    ];
    const { orderId } = await market.order(place);
    await market.grab(winner, orderId);
    await market.reaches(orderId, 'confirmed');
    expect(await market.verdict(off, orderId)).toBe('NOT_REACHED did_not_grab');
    const { recommended } = (await market.why(off, orderId)).explanation.notReached ?? {};
    expect(recommended?.notReached?.reason).toBe('off_duty');
    const path = `/v1/orders/${orderId}/explanation?locale=en`;
    const asked = await service.as('operator', 'opr-1').ok('GET', `${path}&driverId=${off}`);
    expect(asked).toEqual(await service.as('driver', off).ok('GET', path));
  });
});

describe('"weights changed without a trace"', () => {
  it('[D5] a change is a new document with a name of its own, an audit entry and an event', async () => {
    const place = market.town();
    const operator = service.as('operator', 'opr-2');
    const before = await market.order(place);
    const changed = {
      ...defaultPolicy,
      ...shortWindows(),
      cityCode: place.cityCode,
      version: 2,
      weights: { ...defaultPolicy.weights, body_fit: 16, waiting: 18 },
    };
    await eventually(
      async () => {
        const path = `/v1/orders/${before.orderId}/decisions`;
        return (await operator.ok<DecisionList>('GET', path)).items.length > 0;
      },
      { what: 'a decision under the rules in force' },
    );
    const rush = await operator.call('POST', '/v1/policies', { policy: changed, activate: true });
    expect([rush.status, rush.body['code']]).toEqual([409, 'policy_change_large']);
    await operator.ok('POST', '/v1/policy-shadow-runs', { policy: changed, sample: 500 });
    const { hash } = await operator.ok<{ hash: string }>('POST', '/v1/policies', {
      ...{ policy: changed, activate: true, force: true },
    });
    const after = await market.order(place);
    expect(after.policyHash).toBe(hash);
    expect((await market.read(before.orderId)).policyHash).toBe(before.policyHash);
    expect(before.policyHash).not.toBe(hash);
    const stored = await service
      .as('driver', 'drv-001')
      .ok<{ policy: unknown }>('GET', `/v1/policies/${hash}`);
    expect(stored.policy).toEqual(changed);
    const { items } = await operator.ok<{ items: unknown[] }>('GET', '/v1/audit?limit=10');
    expect(items).toContainEqual(expect.objectContaining({ actor: 'opr-2', subject: hash }));
    const decided = await eventually(
      async () => {
        const list = await operator.ok<DecisionList>(
          'GET',
          `/v1/orders/${after.orderId}/decisions`,
        );
        return list.items[0];
      },
      { what: 'a decision' },
    );
    expect(decided.policyHash).toBe(hash);
    const told = await eventually(
      async () => {
        const { url, passwords } = await service.natsAddress();
        const events = await storedEvents({ url, password: passwords.dispatcher });
        return events.find(
          ({ type, data }) =>
            type === 'cn.paidan.policy.activated.v1' && (data as { hash: string }).hash === hash,
        );
      },
      { what: 'its event' },
    );
    expect(told.data).toMatchObject({ version: 2, cityCode: place.cityCode });
  });
});
