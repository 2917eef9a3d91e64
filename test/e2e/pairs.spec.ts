import type { PairPage, PostOrder } from '#libs/contracts';
import { at, aTruck, putInForce, SHANGHAI, shortWindows } from '../support/freight.js';
import { Market, settlesAt } from '../support/market.js';
import { TestService } from '../support/service.js';

const HOUR_MS = 3_600_000;

let service: TestService;
let market: Market;

beforeAll(async () => {
  service = await TestService.start();
  market = new Market(service);
  await putInForce(service, shortWindows());
}, 60_000);
afterAll(() => service.dispose());

const operator = () => service.as('operator', 'opr-1');
const assign = (orderId: string, driverId: string): Promise<unknown> =>
  operator().ok('POST', `/v1/orders/${orderId}/assignment`, { driverId, reason: 'agreed' });
const say = (as: 'shipper' | 'driver', id: string, otherId: string, kind: string) =>
  service.as(as, id).call('PUT', `/v1/pairs/${otherId}`, { kind });
const takeBack = (as: 'shipper' | 'driver', id: string, otherId: string) =>
  service.as(as, id).ok('POST', `/v1/pairs/${otherId}/clear`);

describe('[M14] a blocked pair', () => {
  it('is never matched, whoever of the two said so, until he takes it back', async () => {
    const town = market.town();
    const [near, other] = [await market.driver(town), await market.driver(town)];
    const shipper = 'shp-blocks';
    expect((await say('shipper', shipper, near, 'blocked')).status).toBe(404);

    const first = await market.order(town, {}, shipper);
    await assign(first.orderId, near);
    await service
      .as('shipper', shipper)
      .ok('POST', `/v1/orders/${first.orderId}/cancel`, { reason: 'not ready' });
    expect((await say('shipper', shipper, near, 'blocked')).status).toBe(200);

    const second = await market.order(town, {}, shipper);
    await market.grab(near, second.orderId);
    await market.grab(other, second.orderId);
    const awarded = await market.reaches(second.orderId, 'confirmed');
    expect(awarded.driverId).toBe(other);
    const { explanation } = await market.why(near, second.orderId);
    expect(explanation?.refusal).toMatchObject({ reason: 'blocked_pair', value: 'between' });
    expect(explanation?.refusal?.sentence.text.en).toBe(
      'There is a block between you and this shipper (not set by you alone); you are not matched.',
    );
    expect((await market.cargo(near)).map(({ order }) => order.shipperId)).not.toContain(shipper);

    await takeBack('shipper', shipper, near);
    expect((await say('driver', near, shipper, 'familiar')).status).toBe(400);
    expect((await say('driver', near, shipper, 'blocked')).status).toBe(200);
    const third = await market.order(town, {}, shipper);
    await settlesAt(() => market.verdict(near, third.orderId), 'REFUSED blocked_pair');
    const own = (await market.why(near, third.orderId)).explanation;
    expect(own?.refusal?.value).toBe('by_driver');
    const changes = own?.counterfactuals?.single.flatMap((each) => each.changes) ?? [];
    expect(changes.map(({ term }) => term)).toContain('lift_block');

    await takeBack('driver', near, shipper);
    await settlesAt(() => market.verdict(near, third.orderId), 'RECOMMENDED');
  });

  it('is each side’s own word: listed for him alone, audited, and in the driver’s copy', async () => {
    const town = market.town();
    const driverId = await market.driver(town);
    for (const shipperId of ['shp-x', 'shp-y']) await say('driver', driverId, shipperId, 'blocked');
    const himself = service.as('driver', driverId);
    const page = await himself.ok<PairPage>('GET', '/v1/pairs?limit=1');
    expect(page.items).toMatchObject([{ otherId: 'shp-x', kind: 'blocked' }]);
    const rest = await himself.ok<PairPage>('GET', `/v1/pairs?cursor=${String(page.nextCursor)}`);
    expect(rest.items.map(({ otherId }) => otherId)).toEqual(['shp-y']);
    const none = await service.as('shipper', 'shp-x').ok<PairPage>('GET', '/v1/pairs');
    expect(none.items).toEqual([]);
    const audited = await service.database.query<{ action: string }>(
      `SELECT action FROM audit WHERE subject = $1 ORDER BY at_ms`,
      [driverId],
    );
    expect(audited.map(({ action }) => action)).toEqual(['pair.set', 'pair.set']);
  });
});

describe('what a driver turned down', () => {
  it('is not told to him again (VROOM #1151), until its price or times are others', async () => {
    const town = market.town();
    const driverId = await market.driver(town);
    const { orderId } = await market.order(town);
    await settlesAt(() => market.verdict(driverId, orderId), 'RECOMMENDED');
    const decline = { reason: 'price' };
    await service.as('driver', driverId).ok('POST', `/v1/orders/${orderId}/decline`, decline);
    await settlesAt(() => market.verdict(driverId, orderId), 'REFUSED declined_before');
    expect(await market.cargo(driverId)).toEqual([]);
    await service
      .as('shipper', 'shp-1')
      .ok('PATCH', `/v1/orders/${orderId}`, { freightFen: 200_000 });
    await settlesAt(() => market.verdict(driverId, orderId), 'RECOMMENDED');
  });
});

describe('orders that may ride together', () => {
  const shared = (over: Partial<PostOrder> = {}): Partial<PostOrder> => ({
    sharing: 'shared',
    // Far enough ahead that nothing is late anyhow.
    unloading: {
      position: { ...SHANGHAI },
      window: { from: at(2 * HOUR_MS), until: at(100 * HOUR_MS) },
    },
    load: { kilograms: 4_000, litres: 10_000, vehicleSlots: 0 },
    ...over,
  });

  it('ride on one truck, and each that may not is refused for its own reason', async () => {
    const town = market.town();
    const driverId = await market.driver(town);
    for (const cargoKind of ['food', 'general'] as const) {
      const { orderId } = await market.order(town, shared({ cargoKind }));
      await market.grab(driverId, orderId);
      const { driverId: winner } = await market.reaches(orderId, 'confirmed');
      expect(winner).toBe(driverId);
    }
    const refused = async (reason: string, over: Partial<PostOrder>): Promise<void> => {
      const { orderId } = await market.order(town, over);
      await settlesAt(() => market.verdict(driverId, orderId), `REFUSED ${reason}`);
    };
    await refused('busy', { load: { kilograms: 4_000, litres: 10_000, vehicleSlots: 0 } });
    await refused('cargo_incompatible', shared({ cargoKind: 'chemicals' }));
    const heavy = { kilograms: 7_001, litres: 10_000, vehicleSlots: 0 };
    await refused('weight', shared({ load: heavy }));
    const held = await service.database.query<{ held: number }>(
      `SELECT held_kilograms AS held FROM drivers WHERE driver_id = $1 AND active_orders = 2`,
      [driverId],
    );
    expect(held).toEqual([{ held: 8_000 }]);
    const { vehicle, ...truck } = aTruck({ cityCode: town.cityCode });
    const capacity = { kilograms: 7_999, litres: 55_000, vehicleSlots: 0 };
    const smaller = await service
      .as('service', 'registry')
      .call('PUT', `/v1/drivers/${driverId}`, { ...truck, vehicle: { ...vehicle, capacity } });
    expect(smaller.status).toBe(409);
  });
});
