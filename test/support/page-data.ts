import type { FunnelView, OrderView } from '#libs/contracts';
import { aDriver, at, HANGZHOU, post, putInForce, shortWindows, aTruck } from './freight.js';
import { eventually, type TestService } from './service.js';

export const SHIPPER = 'shp-0001';
export const DRIVERS = 30;

export type Explained = {
  readonly role: string;
  readonly explanation: {
    readonly answer: { readonly text: { readonly zh: string; readonly en: string } };
    readonly narrative: readonly { readonly text: { readonly zh: string; readonly en: string } }[];
    readonly outcome: { readonly total: number | null; readonly cutoffTotal: number | null };
    readonly parts: readonly {
      readonly factor: string;
      readonly weight: number;
      readonly points: number;
      readonly contribution: number;
    }[];
    readonly refusal: { readonly reason: string } | null;
  };
};

export type PageData = {
  readonly order: OrderView;
  readonly funnel: FunnelView;
  readonly winner: string;
  readonly loser: string;
  readonly refused: string;
  readonly notReached: string;
};

const driverId = (index: number): string => `drv-${String(1001 + index)}`;
const NOT_REACHED = 29;
const TANK = 3;

/** An awarded order among drivers of every fate, made as its users would make it. */
export async function awardedOrder(service: TestService): Promise<PageData> {
  await putInForce(service, shortWindows({ collectMs: 3_000, recommendEveryMs: 86_400_000 }));
  const indexes = Array.from({ length: DRIVERS }, (_, index) => index);
  for (let first = 0; first < DRIVERS; first += 6) {
    await Promise.all(indexes.slice(first, first + 6).map((index) => register(service, index)));
  }
  await importPast(service, indexes);
  const { orderId } = await post(service, {}, SHIPPER);
  const grabbing = indexes.filter((index) => index !== NOT_REACHED && index % 3 !== 1);
  await Promise.all(
    grabbing.map((index) =>
      service.as('driver', driverId(index)).ok('POST', `/v1/orders/${orderId}/grabs`),
    ),
  );
  const shipper = service.as('shipper', SHIPPER);
  const order = await eventually(
    async () => {
      const seen = await shipper.ok<OrderView>('GET', `/v1/orders/${orderId}`);
      return seen.status === 'confirmed' && seen;
    },
    { what: 'the award' },
  );
  const funnel = await shipper.ok<FunnelView>('GET', `/v1/orders/${orderId}/funnel`);
  if (funnel.winner === null) throw new Error('the order was awarded to nobody');
  const roles = await Promise.all(
    grabbing.map(async (index) => [driverId(index), await roleOf(index)] as const),
  );
  const loser = roles.findLast(([, role]) => role === 'LOST')?.[0];
  if (loser === undefined) throw new Error('nobody lost');
  const refused = driverId(TANK);
  return {
    order,
    funnel,
    winner: funnel.winner,
    loser,
    refused,
    notReached: driverId(NOT_REACHED),
  };

  async function roleOf(index: number): Promise<string> {
    return (await explainedTo(service, driverId(index), orderId)).role;
  }
}

export const explainedTo = (
  service: TestService,
  driver: string,
  orderId: string,
): Promise<Explained> =>
  service.as('driver', driver).ok<Explained>('GET', `/v1/orders/${orderId}/explanation?view=full`);

const BODIES = [
  'box',
  'box',
  'wing',
  'tank',
  'box',
  'box',
  'flatbed',
  'box',
  'reefer',
  'box',
] as const;

/** Of several bodies, lengths and loads, from the gate to 40 km off, and one in Beijing. */
function register(service: TestService, index: number): Promise<void> {
  const { vehicle } = aTruck();
  const truck = {
    vehicle: {
      ...vehicle,
      body: BODIES[index % BODIES.length] ?? 'box',
      lengthMillimeters: index % 9 === 5 ? 6_800 : 9_600,
      capacity: {
        kilograms: index % 11 === 7 ? 6_000 : 10_000 + (index % 5) * 2_000,
        litres: 40_000 + (index % 4) * 5_000,
        vehicleSlots: 0,
      },
    },
  };
  const position =
    index === NOT_REACHED
      ? { lat: 39.9, lng: 116.4 }
      : {
          lat: HANGZHOU.lat + (((index * 7) % DRIVERS) - 8) * 0.015,
          lng: HANGZHOU.lng + (((index * 11) % DRIVERS) - 12) * 0.012,
        };
  return aDriver(service, driverId(index), { truck, position, profile: index % 6 !== 4 });
}

const DAY_MS = 86_400_000;

async function importPast(service: TestService, indexes: readonly number[]): Promise<void> {
  const outcomes = indexes.flatMap((index) =>
    Array.from({ length: (index * 5) % 14 }, (_, nth) => ({
      outcomeId: `out-${driverId(index)}-${nth}`,
      driverId: driverId(index),
      kind: (index + nth) % 8 === 7 ? ('driver_cancelled' as const) : ('completed' as const),
      onTime: (index + nth) % 5 !== 4,
      fromCityCode: '3301',
      toCityCode: nth % 3 === 0 ? '3100' : '3202',
      shipperId: nth % 4 === 0 ? SHIPPER : 'shp-0002',
      atMs: Date.parse(at(-(nth * 9 + 3) * DAY_MS)),
    })),
  );
  await service.as('service', 'registry').ok('POST', '/v1/outcomes', { outcomes });
}
