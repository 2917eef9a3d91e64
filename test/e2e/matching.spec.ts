import type { OrderView, PostOrder, RegisterDriver } from '#libs/contracts';
import { aTruck, at, moveTo, putInForce, shortWindows } from '../support/freight.js';
import { CONSENT } from '../support/fleet.js';
import { northOf, town as townOf, type Town } from '../support/cities.js';
import { storedEvents } from '../support/event-log.js';
import { Market, settlesAt } from '../support/market.js';
import { eventually, TestService } from '../support/service.js';

let service: TestService;
let market: Market;

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, shortWindows());
  market = new Market(service);
}, 60_000);
afterAll(() => service.dispose());

const vehicle = aTruck().vehicle;
const truck = (
  over: Partial<RegisterDriver['vehicle']>,
  qualifications: RegisterDriver['qualifications'] = [],
): Partial<RegisterDriver> => ({ vehicle: { ...vehicle, ...over }, qualifications });

const TRUCKS: Readonly<Record<string, Partial<RegisterDriver>>> = {
  box: truck({}),
  flatbed: truck({ body: 'flatbed' }),
  short: truck({ lengthMillimeters: 6_800 }),
  light: truck({ capacity: { ...vehicle.capacity, kilograms: 5_000 } }),
  small: truck({ capacity: { ...vehicle.capacity, litres: 20_000 } }),
  licensed: truck({}, ['hazardous_goods']),
  reefer: truck({ body: 'reefer' }),
  cold: truck({ body: 'reefer' }, ['cold_chain']),
  carrier: truck(
    { body: 'car_carrier', capacity: { kilograms: 15_000, litres: 0, vehicleSlots: 8 } },
    ['vehicle_transport'],
  ),
};
const WILL_DO = 'RECOMMENDED';

const cars: Partial<PostOrder> = {
  bodyTypes: ['car_carrier'],
  cargoKind: 'vehicles',
  minLengthMillimeters: 0,
};
/** Order by order, what becomes of each truck. */
const TABLE: readonly (readonly [string, Partial<PostOrder>, Record<string, string>])[] = [
  [
    'a general cargo',
    { bodyTypes: ['box'] },
    {
      box: WILL_DO,
      flatbed: 'REFUSED body_type',
      short: 'REFUSED length',
      light: 'REFUSED weight',
      small: 'REFUSED volume',
      licensed: WILL_DO,
      reefer: WILL_DO,
      cold: WILL_DO,
      carrier: 'REFUSED body_type',
    },
  ],
  [
    'a hazardous one',
    { cargoKind: 'hazardous' },
    { box: 'REFUSED qualification', licensed: WILL_DO, cold: 'REFUSED qualification' },
  ],
  [
    'a frozen one',
    { cargoKind: 'frozen', bodyTypes: ['reefer'] },
    { box: 'REFUSED body_type', reefer: 'REFUSED qualification', cold: WILL_DO },
  ],
  [
    'eight cars',
    { ...cars, load: { kilograms: 12_000, litres: 0, vehicleSlots: 8 } },
    { carrier: WILL_DO, box: 'REFUSED body_type' },
  ],
  [
    'nine cars',
    { ...cars, load: { kilograms: 12_000, litres: 0, vehicleSlots: 9 } },
    { carrier: 'REFUSED vehicle_slots' },
  ],
];

describe('recommendation', () => {
  let place: Town;
  const ids = new Map<string, string>();
  beforeAll(async () => {
    place = market.town();
    for (const [name, each] of Object.entries(TRUCKS)) {
      ids.set(name, await market.driver(place, { truck: { cityCode: place.cityCode, ...each } }));
    }
  }, 30_000);

  it.each(TABLE)(
    '[M1 M10 M16] of %s follows body, size, load and qualification, and says which',
    async (_what, over, expected) => {
      const { orderId } = await market.order(place, over);
      const verdicts = async (): Promise<Record<string, string>> => {
        const found: Record<string, string> = {};
        for (const name of Object.keys(expected)) {
          found[name] = await market.verdict(ids.get(name) ?? '', orderId);
        }
        return found;
      };
      await settlesAt(verdicts, expected);
    },
  );

  it('[M1] follows the city: whoever is elsewhere is not reached, and told where he was', async () => {
    const elsewhere = await market.driver(market.town(), { position: null });
    const { orderId } = await market.order(place);
    await settlesAt(() => market.verdict(elsewhere, orderId), 'NOT_REACHED another_city');
  });
});

describe('a driver and his place', () => {
  /** Where the newest recommendation measured him from. */
  const measuredFrom = async (driverId: string, orderId: string): Promise<string> => {
    const { decisionId } = await market.why(driverId, orderId);
    const row = decisionId === null ? null : await market.row(decisionId, driverId);
    return row?.candidate?.place.source ?? 'not reached';
  };

  it('[M3] who refuses location is matched by city, by a place set by hand, and by nothing else', async () => {
    const place = market.town();
    const driverId = await market.driver(place, { position: null });
    const { orderId } = await market.order(place);
    await settlesAt(() => measuredFrom(driverId, orderId), 'city');
    const fix = { driverId, position: place.position, source: 'phone', observedAtMs: Date.now() };
    const receipt = await service
      .as('driver', driverId)
      .ok<{ results: string[] }>('POST', '/v1/positions', { fixes: [fix] });
    expect(receipt.results).toEqual(['no_consent']);
    await service
      .as('driver', driverId)
      .ok('PUT', `/v1/drivers/${driverId}/place`, { position: northOf(place, 20_000) });
    await settlesAt(() => measuredFrom(driverId, orderId), 'manual');
    const kept = await service.database.query('SELECT FROM driver_fixes WHERE driver_id = $1', [
      driverId,
    ]);
    expect(kept).toEqual([]);
    await market.grab(driverId, orderId);
    expect((await market.reaches(orderId, 'confirmed')).driverId).toBe(driverId);
  });

  it('[M2] who consents is matched from where he is, to the metre', async () => {
    const place = market.town();
    const driverId = await market.driver(place, { position: northOf(place, 7_000) });
    const { orderId } = await market.order(place);
    await settlesAt(() => measuredFrom(driverId, orderId), 'position');
    const [item] = await market.cargo(driverId);
    expect(Math.abs((item?.pickupMeters ?? 0) - 7_000)).toBeLessThan(20);
  });

  it('[R4] who withdraws his consent is no longer measured, from the next decision on', async () => {
    const place = market.town();
    const driverId = await market.driver(place, { position: northOf(place, 3_000) });
    const { orderId } = await market.order(place);
    await settlesAt(() => measuredFrom(driverId, orderId), 'position');
    await market.grab(driverId, orderId);
    const driver = service.as('driver', driverId);
    await driver.ok('PUT', `/v1/drivers/${driverId}/consents/location`, {
      ...CONSENT,
      granted: false,
    });
    const kept = await service.database.query('SELECT FROM driver_fixes WHERE driver_id = $1', [
      driverId,
    ]);
    expect(kept).toEqual([]);
    const { awardedBy } = await market.reaches(orderId, 'confirmed');
    const won = await market.row(awardedBy ?? '', driverId);
    expect(won?.candidate).toMatchObject({
      place: { source: 'city', cell: null },
      consents: { location: null },
    });
    const late = { driverId, source: 'phone', observedAtMs: Date.now() - 5_000 };
    const receipt = await driver.ok<{ results: string[] }>('POST', '/v1/positions', {
      fixes: [{ ...late, position: place.position }],
    });
    expect(receipt.results).toEqual(['no_consent']);
  });

  it("[M11 R4] is known from his truck's terminal too, once he agreed to that", async () => {
    const place = market.town();
    const driverId = await market.driver(place, { position: null });
    const consents = `/v1/drivers/${driverId}/consents`;
    await service.as('driver', driverId).ok('PUT', `${consents}/location`, CONSENT);
    const observedAtMs = Date.now() - 90_000;
    const fix = { driverId, position: place.position, source: 'vehicle_terminal', observedAtMs };
    const report = (): Promise<unknown> =>
      service.as('service', 'terminals').ok('POST', '/v1/positions', { fixes: [fix] });
    expect(await report()).toEqual({ stored: 0, results: ['no_consent'] });
    await service.as('driver', driverId).ok('PUT', `${consents}/vehicle_terminal`, CONSENT);
    expect(await report()).toEqual({ stored: 1, results: ['stored'] });
    const seen = await service
      .as('driver', driverId)
      .ok<{ position: unknown }>('GET', `/v1/drivers/${driverId}`);
    expect(seen.position).toMatchObject({
      source: 'vehicle_terminal',
      observedAt: new Date(observedAtMs).toISOString(),
    });
    const { orderId } = await market.order(place);
    await settlesAt(() => measuredFrom(driverId, orderId), 'position');
    const { explanation } = await market.why(driverId, orderId);
    const told = explanation.inputs.find(({ code }) => code === 'place_source');
    expect(told).toMatchObject({ value: 'position', source: 'phone_or_terminal' });
    expect(told?.ageSeconds).toBeGreaterThan(80);
    expect(told?.ageSeconds).toBeLessThan(150);
  });
});

describe('a driver as registered', () => {
  it('[M10 M14] is kept with his truck and his crew, as told', async () => {
    const place = market.town();
    const crew = { size: 2 as const, coDriverId: 'drv-co' };
    const whole = truck({ axles: 6, grossKilograms: 49_000, lengthMillimeters: 13_000 });
    const driverId = await market.driver(place, {
      truck: { ...whole, cityCode: place.cityCode, crew },
    });
    const seen = await service
      .as('driver', driverId)
      .ok<Record<string, unknown>>('GET', `/v1/drivers/${driverId}`);
    expect(seen).toMatchObject({ vehicle: whole.vehicle, crew });
  });
});

describe('a profile', () => {
  const past = (driverId: string, kind: 'completed' | 'driver_cancelled', count: number) => ({
    outcomes: Array.from({ length: count }, (_, index) => ({
      outcomeId: `${driverId}-${kind}-${index}`,
      driverId,
      kind,
      onTime: kind === 'completed' ? true : null,
      fromCityCode: '3301',
      toCityCode: '3100',
      shipperId: 'shp-past',
      atMs: Date.now() - 86_400_000,
    })),
  });
  const remember = (driverId: string, kind: 'completed' | 'driver_cancelled'): Promise<unknown> =>
    service.as('service', 'history').ok('POST', '/v1/outcomes', past(driverId, kind, 30));
  /** All but waiting, which time itself changes. */
  const points = async (driverId: string): Promise<Record<string, number>> => {
    const [item] = await market.cargo(driverId);
    const parts = item?.parts.filter(({ factor }) => factor !== 'waiting') ?? [];
    return Object.fromEntries(parts.map((part) => [part.factor, part.points]));
  };

  it('[D3] that is off makes no difference, whatever the driver has done', async () => {
    const place = market.town();
    const [off, on] = [
      await market.driver(place, { profile: false }),
      await market.driver(place, { profile: true }),
    ];
    await market.order(place);
    const before = { off: await points(off), on: await points(on) };
    expect(Object.keys(before.off).length).toBeGreaterThan(5);
    await remember(off, 'driver_cancelled');
    await remember(on, 'driver_cancelled');
    expect(await points(off)).toEqual(before.off);
    const after = await points(on);
    expect(after['completion_rate']).toBeLessThan(before.on['completion_rate'] ?? 0);
  });

  it('[M4] helps to allocate a grabbed order: of two alike, the more reliable gets it', async () => {
    const place = market.town();
    const [unreliable, reliable] = [await market.driver(place), await market.driver(place)];
    await remember(unreliable, 'driver_cancelled');
    await remember(reliable, 'completed');
    const { orderId } = await market.order(place);
    await market.grab(unreliable, orderId);
    await market.grab(reliable, orderId);
    expect((await market.reaches(orderId, 'confirmed')).driverId).toBe(reliable);
    expect(await market.verdict(unreliable, orderId)).toBe('LOST');
  });
});

describe('a driver who comes on duty after an order was posted', () => {
  it('[M7] finds it in his list by lane, time and body, and is recommended it', async () => {
    const place = market.town();
    const { orderId } = await market.order(place);
    await market.order(place, { bodyTypes: ['flatbed', 'box'], unloading: unloadingIn('4403') });
    await eventually(async () => (await market.shipperWhy(orderId)).decisionId !== null);
    const driverId = await market.driver(place, { onDuty: false, position: null });
    // Which of the two depends on whether the last look came before he was registered.
    expect(await market.verdict(driverId, orderId)).toMatch(
      /^NOT_REACHED (not_registered|off_duty)$/,
    );
    const driver = service.as('driver', driverId);
    await driver.ok('PUT', `/v1/drivers/${driverId}/duty`, { onDuty: true });
    await driver.ok('PUT', `/v1/drivers/${driverId}/consents/location`, CONSENT);
    await moveTo(service, driverId, place.position);

    const found = async (query: string): Promise<number> =>
      (await market.cargo(driverId, query)).length;
    const HOUR = 3_600_000;
    expect(await found('')).toBe(2);
    expect(await found(`fromCityCode=${place.cityCode}&toCityCode=4403`)).toBe(1);
    expect(await found('toCityCode=1100')).toBe(0);
    expect(await found('body=flatbed')).toBe(1);
    expect(await found(`loadingFrom=${at(7 * HOUR)}&loadingUntil=${at(9 * HOUR)}`)).toBe(2);
    expect(await found(`loadingFrom=${at(9 * HOUR)}`)).toBe(0);

    const { url, passwords } = await service.natsAddress();
    const told = await eventually(
      async () =>
        (await storedEvents({ url, password: passwords.dispatcher })).find(
          ({ type, subject, data }) =>
            type === 'cn.paidan.order.recommended.v1' &&
            subject === orderId &&
            (data as { driverId: string }).driverId === driverId,
        ),
      { what: 'his recommendation' },
    );
    expect(told.data).toMatchObject({ fromCityCode: place.cityCode });
  }, 30_000);

  const unloadingIn = (code: string): PostOrder['unloading'] => ({
    position: townOf(code).position,
    cityCode: code,
    window: { from: at(3_600_000), until: at(48 * 3_600_000) },
  });
});

describe('the best drivers for an order', () => {
  it('[M6] are told its shipper as counts of five or more, never as drivers', async () => {
    const place = market.town();
    const boxes = [];
    for (let index = 0; index < 6; index++) boxes.push(await market.driver(place));
    for (let index = 0; index < 3; index++) {
      const cityCode = place.cityCode;
      await market.driver(place, { truck: { ...truck({ body: 'wing' }), cityCode } });
    }
    const { orderId } = await market.order(place);
    const best = async (): Promise<Record<string, unknown>> => {
      const path = `/v1/orders/${orderId}/best-drivers`;
      const { eligible, atLeast, groups } = await service
        .as('shipper', 'shp-1')
        .ok<Record<string, unknown>>('GET', path);
      return { eligible, atLeast, groups };
    };
    await settlesAt(best, {
      eligible: 9,
      atLeast: 5,
      groups: [{ distanceBand: '0-5km', body: 'box', drivers: 6 }],
    });
    expect(JSON.stringify(await best())).not.toContain('drv-');
    const other = await service
      .as('shipper', 'shp-other')
      .call<OrderView>('GET', `/v1/orders/${orderId}/best-drivers`);
    expect(other.status).toBe(404);
  });
});
