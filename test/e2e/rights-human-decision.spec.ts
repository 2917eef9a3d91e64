import { defaultPolicy, type Policy } from '#libs/matcher';
import type { AwardCase, AwardReviewList, OrderView, RequestPage } from '#libs/contracts';
import { putInForce, shortWindows } from '../support/freight.js';
import { Market } from '../support/market.js';
import { eventually, TestService } from '../support/service.js';

// A driver refuses to be decided on by the system alone: a person decides, for as long as the
// goods can wait.

let service: TestService;
let market: Market;

const windows = (humanDecisionMs: number): Partial<Policy> => ({
  ...shortWindows(),
  remedies: { compensationWeight: 10, compensationDays: 30, humanDecisionMs },
});

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, windows(60_000));
  market = new Market(service);
}, 60_000);
afterAll(() => service.dispose());

const REASONS = '两位司机都能按时到场，先到的那位当天已跑过一单，这一单给后一位更公平。';

const wants = (driverId: string, wanted: boolean): Promise<unknown> =>
  service.as('driver', driverId).ok('PUT', `/v1/drivers/${driverId}/human-decision`, { wanted });
const reviewer = (subject = 'rev-1') => service.as('reviewer', subject);
const waiting = async (orderId: string) => {
  const { items } = await reviewer().ok<AwardReviewList>('GET', '/v1/award-reviews');
  return items.find((each) => each.orderId === orderId) ?? null;
};
const award = <T>(subject: string, orderId: string, what: string, body?: object) =>
  reviewer(subject).call<T>('POST', `/v1/award-reviews/${orderId}/${what}`, body);

/** Two who compete; the second wants a person and would lose by the rules. */
const contested = async () => {
  const town = market.town();
  const first = await market.driver(town);
  const far = { ...town.position, lat: town.position.lat + 0.03 };
  const second = await market.driver(town, { position: far });
  await wants(second, true);
  const { orderId } = await market.order(town);
  await Promise.all([market.grab(first, orderId), market.grab(second, orderId)]);
  return { town, first, second, orderId };
};

describe('a driver who wants a person to decide', () => {
  it('[D4] has his awards decided by one, recorded with the time he took', async () => {
    const { first, second, orderId } = await contested();
    const found = await eventually(() => waiting(orderId), { what: 'the award waits' });
    expect(found.openedBy).toBeNull();
    expect(await market.read(orderId)).toMatchObject({ status: 'open', driverId: null });

    const decision = { driverId: second, reasons: REASONS };
    expect((await award('rev-1', orderId, 'decision', decision)).status).toBe(409);
    expect((await award('opr-1', orderId, 'opening')).body).toMatchObject({ code: 'forbidden' });
    const { body } = await award<AwardCase>('rev-1', orderId, 'opening');
    expect(body.candidates.map(({ driverId, rank }) => [driverId, rank])).toEqual([
      [first, 1],
      [second, 2],
    ]);
    const lazy = { ...decision, reasons: '系统决策无误，维持原决定，驳回申请。就这样。' };
    expect((await award('rev-1', orderId, 'decision', lazy)).status).toBe(400);
    const stranger = await market.driver(market.town());
    const strange = { ...decision, driverId: stranger };
    expect((await award('rev-1', orderId, 'decision', strange)).body).toMatchObject({
      code: 'driver_refused',
    });
    const given = await award<OrderView>('rev-1', orderId, 'decision', decision);
    expect([given.status, given.body]).toMatchObject([
      200,
      { status: 'confirmed', driverId: second },
    ]);

    for (const [driverId, role] of [
      [second, 'WON'],
      [first, 'LOST'],
    ] as const) {
      const why = await market.why(driverId, orderId);
      expect(why.role).toBe(role);
      expect(why.explanation.decision).toMatchObject({
        automation: 'HUMAN_DECIDED',
        decidedByHuman: 'rev-1',
        cause: 'human_decision',
      });
      expect(why.explanation.decision.humanSpentMs).toBeGreaterThan(0);
    }
    expect(await waiting(orderId)).toBeNull();
    expect((await award('rev-1', orderId, 'decision', decision)).status).toBe(409);
  });

  it('[D4] can take it back, and is decided on like everyone from the next decision on', async () => {
    const { second, orderId } = await contested();
    await eventually(() => waiting(orderId));
    await wants(second, false);
    const town = market.town();
    const alone = await market.driver(town);
    await wants(alone, true);
    await wants(alone, false);
    const next = await market.order(town);
    await market.grab(alone, next.orderId);
    expect(await market.reaches(next.orderId, 'confirmed')).toMatchObject({ driverId: alone });
    const why = await market.why(alone, next.orderId);
    expect(why.explanation.decision.automation).toBe('SOLELY_AUTOMATED');
  });

  it('lets an order that was cancelled meanwhile go', async () => {
    const { orderId } = await contested();
    await eventually(() => waiting(orderId));
    await service
      .as('shipper', 'shp-1')
      .ok('POST', `/v1/orders/${orderId}/cancel`, { reason: 'cargo not ready' });
    expect(await waiting(orderId)).toBeNull();
    expect((await award('rev-1', orderId, 'opening')).status).toBe(409);
  });
});

describe('when no person comes in time', () => {
  it('[D4] the order is given by the rules, says so, and a person looks at it afterwards', async () => {
    await putInForce(service, windows(1_500));
    const { first, second, orderId } = await contested();
    await eventually(() => waiting(orderId), { what: 'the award waits' });
    expect(await market.reaches(orderId, 'confirmed')).toMatchObject({ driverId: first });
    const why = await market.why(second, orderId);
    expect(why.explanation.decision).toMatchObject({
      kind: 'award',
      automation: 'SOLELY_AUTOMATED',
      cause: 'no_human_in_time',
    });
    const opened = await eventually(
      async () => {
        const { items } = await service
          .as('driver', second)
          .ok<RequestPage>('GET', `/v1/drivers/${second}/requests`);
        return items.length > 0 && items;
      },
      { what: 'a review opened by the service' },
    );
    expect(opened).toMatchObject([
      { kind: 'human_review', state: 'open', orderId, decisionId: why.decisionId },
    ]);
    const replayed = await service.database.query(
      'SELECT state, followed_up FROM award_reviews WHERE order_id = $1',
      [orderId],
    );
    expect(replayed).toEqual([{ state: 'timed_out', followed_up: true }]);
  });

  it('an order whose policy lets nobody wait is given at once', async () => {
    await putInForce(service, windows(0));
    expect(defaultPolicy.remedies?.humanDecisionMs).toBe(600_000);
    const { first, orderId } = await contested();
    expect(await market.reaches(orderId, 'confirmed')).toMatchObject({ driverId: first });
  });
});
