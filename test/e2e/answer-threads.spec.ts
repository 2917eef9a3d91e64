import type { DecisionList } from '#libs/contracts';
import { putInForce, shortWindows } from '../support/freight.js';
import { overNats } from '../support/insistence.js';
import { Market } from '../support/market.js';
import { eventually, newKey, TestService } from '../support/service.js';

// Why is answered by a thread of its own once there is one, and here until then: nobody who asks
// may see which it was.

let service: TestService;
let orderId: string;
let decisionId: string;
let loser: string;

const answeredBy = async (where: 'thread' | 'here', of = service): Promise<number> => {
  const metrics = await fetch(`${of.url}/metrics`).then((answer) => answer.text());
  return Number(new RegExp(`explained_total\\{where="${where}"\\} (\\d+)`).exec(metrics)?.[1] ?? 0);
};

/** Every way in which it can be asked about one loser, answered or refused. */
async function allWays(of = service): Promise<unknown[]> {
  const himself = of.as('driver', loser);
  const ways: (readonly [ReturnType<TestService['as']>, string])[] = [
    ...['', '?view=full', '?locale=en', '?locale=en&view=full'].flatMap((query) => [
      [himself, `/v1/orders/${orderId}/explanation${query}`] as const,
      [himself, `/v1/decisions/${decisionId}/explanation${query}`] as const,
    ]),
    [of.as('driver', 'drv-nobody'), `/v1/orders/${orderId}/explanation`],
    [of.as('shipper', 'shp-1'), `/v1/orders/${orderId}/explanation?locale=en`],
    [of.as('shipper', 'shp-other'), `/v1/orders/${orderId}/explanation`],
    [of.as('shipper', 'shp-1'), `/v1/orders/${orderId}/explanation?driverId=${loser}`],
    [of.as('shipper', 'shp-1'), `/v1/decisions/${decisionId}/explanation`],
    [of.as('operator', 'opr-1'), `/v1/orders/${orderId}/explanation?driverId=${loser}&view=full`],
    [himself, '/v1/orders/018f0000-0000-7000-8000-000000000000/explanation'],
    [himself, '/v1/decisions/018f0000-0000-7000-8000-000000000001/explanation'],
  ];
  const answers: unknown[] = [];
  for (const [client, path] of ways) {
    const { status, body } = await client.call('GET', path);
    answers.push([path, status, { ...body, requestId: undefined, instance: undefined }]);
  }
  return answers;
}

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, shortWindows());
  const market = new Market(service);
  const town = market.town();
  const [winner, other] = [await market.driver(town), await market.driver(town)];
  orderId = (await market.order(town)).orderId;
  await market.grab(winner, orderId);
  await market.grab(other, orderId);
  await market.reaches(orderId, 'confirmed');
  const { items } = await service
    .as('operator', 'opr-1')
    .ok<DecisionList>('GET', `/v1/orders/${orderId}/decisions`);
  const award = items.find(({ kind }) => kind === 'award');
  decisionId = award?.decisionId ?? '';
  loser = award?.winner === winner ? other : winner;
}, 90_000);
afterAll(() => service.dispose());

describe('an answer to why', () => {
  it('[D1] is the same from the thread that answers as from the one that does all else', async () => {
    const himself = service.as('driver', loser);
    await eventually(async () => {
      await himself.ok('GET', `/v1/orders/${orderId}/explanation`);
      return (await answeredBy('thread')) > 0;
    });
    expect(await answeredBy('here')).toBeGreaterThan(0);
    const before = await answeredBy('here');
    const beside = await allWays();
    expect(await answeredBy('here')).toBe(before);
    const statuses = beside.map((answer) => (answer as [string, number])[1]);
    expect(new Set(statuses)).toEqual(new Set([200, 403, 404]));

    await service.stop();
    await service.run({ ANSWER_THREADS: '0' });
    expect(await allWays()).toEqual(beside);
    expect(await answeredBy('thread')).toBe(0);
  }, 90_000);

  it('[D1] comes over NATS as it does over HTTP', async () => {
    await service.stop();
    await service.run({ ANSWER_THREADS: '2' });
    const path = `/v1/orders/${orderId}/explanation?locale=en`;
    await eventually(async () => {
      await service.as('driver', loser).ok('GET', path);
      return (await answeredBy('thread')) > 0;
    });
    const http = await service.as('driver', loser).ok('GET', path);
    const here = await answeredBy('here');
    const asked = { orderId, locale: 'en' };
    const nats = await overNats(service, ['driver', loser], 'order.explain', asked)(newKey());
    expect([nats.status, JSON.parse(nats.text)]).toEqual([200, http]);
    expect(await answeredBy('here')).toBe(here);
  }, 90_000);

  it('takes the thread down with the service, and leaves no connection behind', async () => {
    const connections = async (): Promise<number> => {
      const [row] = await service.database.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity
         WHERE datname = current_database() AND application_name LIKE 'paidan-%'`,
      );
      return row?.n ?? -1;
    };
    expect(await connections()).toBeGreaterThan(0);
    expect(await service.stop()).toBe(0);
    expect(await eventually(async () => (await connections()) === 0)).toBe(true);
  }, 60_000);
});
