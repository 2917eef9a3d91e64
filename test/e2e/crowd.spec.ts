import type { DecisionList, ExplanationView, OrderView } from '#libs/contracts';
import { defaultPolicy } from '#libs/matcher';
import { aFleet, inParallel } from '../support/fleet.js';
import { post, putInForce, shortWindows } from '../support/freight.js';
import { eventually, TestService } from '../support/service.js';

const CROWD = 1_000;
const MANY = 50;
/** Long enough that a slow machine takes every grab before the round is judged. */
const COLLECT_MS = 25_000;

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
  const limits = { ...defaultPolicy.limits, grabsPerMinute: 200, openGrabsMax: 100 };
  await putInForce(service, { ...shortWindows({ collectMs: COLLECT_MS }), limits });
}, 60_000);
afterAll(() => service.dispose());

const settled = (orderId: string): Promise<OrderView> =>
  eventually(
    async () => {
      const order = await service
        .as('operator', 'opr-1')
        .ok<OrderView>('GET', `/v1/orders/${orderId}`);
      return order.status !== 'open' && order;
    },
    { withinMs: 60_000, what: `an end of ${orderId}` },
  );

const why = (driverId: string, orderId: string): Promise<ExplanationView> =>
  service
    .as('driver', driverId)
    .ok<ExplanationView>('GET', `/v1/orders/${orderId}/explanation?locale=en`);

it('1,000 drivers who grab one order at once: one winner, every loser with his reason', async () => {
  const driverIds = await aFleet(service, 'crowd', CROWD);
  const { orderId } = await post(service);
  const statuses = await Promise.all(
    driverIds.map(
      async (driverId) =>
        (await service.as('driver', driverId).call('POST', `/v1/orders/${orderId}/grabs`)).status,
    ),
  );
  const accepted = driverIds.filter((_, index) => statuses[index] === 202);
  expect(accepted).toHaveLength(CROWD);
  const { driverId: winner, awardedBy } = await settled(orderId);

  const rows = await service.database.query<{ driver_id: string; role: string }>(
    'SELECT driver_id, role FROM decision_drivers WHERE decision_id = $1',
    [awardedBy],
  );
  const roleOf = new Map(rows.map(({ driver_id, role }) => [driver_id, role]));
  expect(rows.filter(({ role }) => role === 'WON').map(({ driver_id }) => driver_id)).toEqual([
    winner,
  ]);
  expect(
    accepted.filter((driverId) => !['WON', 'LOST'].includes(roleOf.get(driverId) ?? '')),
  ).toEqual([]);

  await inParallel(driverIds, 16, async (driverId) => {
    const { role, sentences } = await why(driverId, orderId);
    expect(role).toBe(driverId === winner ? 'WON' : accepted.includes(driverId) ? 'LOST' : role);
    expect(['WON', 'LOST', 'REFUSED', 'NOT_REACHED']).toContain(role);
    expect(sentences.length).toBeGreaterThan(0);
  });
}, 240_000);

it('one driver who grabs 50 orders at once wins one, and each of the others names who may have it', async () => {
  const [busy = ''] = await aFleet(service, 'busy', 1);
  const orders = await Promise.all(Array.from({ length: MANY }, () => post(service, {}, 'shp-50')));
  const grabs = await Promise.all(
    orders.map(({ orderId }) =>
      service.as('driver', busy).call('POST', `/v1/orders/${orderId}/grabs`),
    ),
  );
  expect(grabs.map(({ status }) => status)).toEqual(orders.map(() => 202));

  const awarded = await eventually(
    async () => {
      const won = await service.database.query<{ order_id: string }>(
        'SELECT order_id FROM assignments WHERE driver_id = $1',
        [busy],
      );
      const judged = await service.database.query<{ order_id: string }>(
        `SELECT order_id FROM grabs WHERE driver_id = $1 AND state <> 'open'`,
        [busy],
      );
      return judged.length === MANY && won;
    },
    { withinMs: 60_000, what: 'an end of all 50 grabs' },
  );
  expect(awarded).toHaveLength(1);

  const roles = await Promise.all(
    orders.map(async ({ orderId }) => {
      const { items } = await service
        .as('operator', 'opr-1')
        .ok<DecisionList>('GET', `/v1/orders/${orderId}/decisions`);
      expect(items.some(({ kind }) => kind === 'award' || kind === 'no_award')).toBe(true);
      return why(busy, orderId);
    }),
  );
  expect(roles.filter(({ role }) => role === 'WON')).toHaveLength(1);
  const refused = roles.filter(({ role }) => role === 'REFUSED');
  expect(refused).toHaveLength(MANY - 1);
  expect(new Set(refused.map(({ sentences }) => sentences[0])).size).toBe(1);
}, 120_000);

it('no truck ever carries more than one order, and no order more than one truck', async () => {
  const [counts] = await service.database.query<{ trucks: string; orders: string }>(
    `SELECT count(*) - count(DISTINCT driver_id) AS trucks,
            count(*) - count(DISTINCT order_id) AS orders
     FROM assignments WHERE released_at_ms IS NULL`,
  );
  expect(counts).toEqual({ trucks: '0', orders: '0' });
});
