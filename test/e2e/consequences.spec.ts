import type { DriverDecisionPage, OrderView } from '#libs/contracts';
import { defaultPolicy } from '#libs/matcher';
import { putInForce, shortWindows } from '../support/freight.js';
import { Market, type DriverWhy } from '../support/market.js';
import { eventually, TestService } from '../support/service.js';

// What follows for single drivers: an order cancelled by the other side, and a profile that
// changed.

let service: TestService;
let market: Market;

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(
    service,
    shortWindows({ confirmMs: 60_000, collectMs: 60_000, ratingMs: 1_000 }),
  );
  market = new Market(service);
}, 90_000);
afterAll(() => service.dispose());

const decisionsOf = async (driverId: string): Promise<DriverDecisionPage['items']> =>
  (
    await service
      .as('driver', driverId)
      .ok<DriverDecisionPage>('GET', `/v1/drivers/${driverId}/decisions`)
  ).items;

const explained = (driverId: string, decisionId: string): Promise<DriverWhy> =>
  service
    .as('driver', driverId)
    .ok<DriverWhy>('GET', `/v1/decisions/${decisionId}/explanation?view=full&locale=en`);

/** The newest decision of a kind about a driver, as he reads it. */
async function newest(driverId: string, kind: string): Promise<DriverWhy> {
  const found = await eventually(
    async () => (await decisionsOf(driverId)).find((each) => each.kind === kind) ?? false,
    { what: `a ${kind} of ${driverId}` },
  );
  return explained(driverId, found.decisionId);
}

const profileOf = (driverId: string): Promise<{ completedMilli: number; attemptedMilli: number }> =>
  service.as('driver', driverId).ok('GET', `/v1/drivers/${driverId}/profile`);

async function given(driverId: string, orderId: string): Promise<void> {
  await service
    .as('operator', 'opr-1')
    .ok('POST', `/v1/orders/${orderId}/assignment`, { driverId, reason: 'agreed by telephone' });
}

const cancel = (orderId: string): Promise<OrderView> =>
  service
    .as('shipper', 'shp-1')
    .ok<OrderView>('POST', `/v1/orders/${orderId}/cancel`, { reason: 'cargo not ready' });

describe('an order that its shipper cancelled', () => {
  it('[D1] tells the driver who held it that it was not his doing and touches no profile of his', async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const { orderId } = await market.order(place, { confirmation: 'by_shipper' });
    await given(driverId, orderId);
    await cancel(orderId);
    const { role, decisionId, explanation } = await market.why(driverId, orderId);
    expect([role, explanation.decision.kind]).toEqual(['LOST', 'cancellation']);
    expect(explanation.consequence).toMatchObject({
      of: 'cancellation',
      by: 'shipper',
      took: 'order',
      counts: false,
      rule: 'shipper_cancels_free',
    });
    expect(explanation.narrative[0]?.message).toBe('why.cancelled_order');
    expect(explanation.consequences.map(({ message }) => message)).toContain(
      'consequence.cancellation_free',
    );
    expect(explanation.recipients.map(({ event }) => event)).toEqual(['order.cancelled']);
    expect((await decisionsOf(driverId)).map(({ kind }) => kind)).not.toContain('profile_change');

    const stranger = await market.driver(place);
    const told = await explained(stranger, decisionId ?? '');
    expect(told.role).toBe('NOT_REACHED');
    expect(told.explanation.notReached?.reason).toBe('not_registered');
  });

  it('[D1] tells those who had grabbed and waited, and everyone else that it concerned another', async () => {
    const place = market.town();
    const [first, second, idle] = [
      await market.driver(place),
      await market.driver(place),
      await market.driver(place),
    ];
    const { orderId } = await market.order(place);
    await market.grab(first, orderId);
    await market.grab(second, orderId);
    await cancel(orderId);
    for (const driverId of [first, second]) {
      const { role, explanation } = await market.why(driverId, orderId);
      expect([role, explanation.consequence?.took]).toEqual(['LOST', 'grab']);
      const others = [first, second].filter((each) => each !== driverId);
      for (const other of others) expect(JSON.stringify(explanation)).not.toContain(other);
    }
    const { decisionId } = await market.why(first, orderId);
    const told = await explained(idle, decisionId ?? '');
    expect([told.role, told.explanation.notReached?.reason]).toEqual([
      'NOT_REACHED',
      'concerned_another_driver',
    ]);
  });
});

describe('a profile that changed', () => {
  it('[D1] tells of a delivery before and after, by which rule, and what it means for matching', async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const { orderId } = await market.order(place);
    await given(driverId, orderId);
    const driver = service.as('driver', driverId);
    for (const status of ['loading', 'in_transit', 'delivered']) {
      await driver.ok('POST', `/v1/orders/${orderId}/progress`, { status });
    }
    const { role, explanation } = await newest(driverId, 'profile_change');
    const { consequence } = explanation;
    expect(role).toBe('WON');
    expect(consequence).toMatchObject({ of: 'profile_change', rule: 'counts_as_completed' });
    const { before, after, added, effects } = consequence?.profile ?? {};
    expect(before).toMatchObject({ attemptedMilli: 0, completedMilli: 0 });
    expect(after).toMatchObject({ attemptedMilli: 1_000, completedMilli: 1_000, laneMilli: 1_000 });
    expect(added).toMatchObject([{ orderId, kind: 'completed', onTime: true, weightMilli: 1_000 }]);
    expect(await profileOf(driverId)).toMatchObject({
      completedMilli: 1_000,
      attemptedMilli: 1_000,
    });
    const lane = effects?.find(({ factor }) => factor === 'lane_experience');
    expect(lane).toMatchObject({ pointsBefore: 300, pointsAfter: 500 });
    expect(lane?.contributionAfter).toBe(defaultPolicy.weights.lane_experience * 500);
    expect(explanation.narrative.at(-1)?.values).toMatchObject({
      factor: { value: 'lane_experience' },
    });
    expect(explanation.decision.orderId).toBe(orderId);

    // The order itself is still answered by what gave it to him.
    expect((await market.why(driverId, orderId)).explanation.decision.kind).toBe(
      'manual_assignment',
    );
  });

  it('[D1] counts against a driver who gives an order back, and tells him both decisions', async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const { orderId } = await market.order(place, { confirmation: 'by_shipper' });
    await given(driverId, orderId);
    await service
      .as('driver', driverId)
      .ok('POST', `/v1/orders/${orderId}/cancel`, { reason: 'engine trouble' });
    const { role, explanation } = await newest(driverId, 'profile_change');
    expect([role, explanation.consequence?.rule]).toEqual(['LOST', 'counts_as_not_completed']);
    expect(explanation.consequence?.profile?.after).toMatchObject({
      attemptedMilli: 1_000,
      completedMilli: 0,
    });
    const back = await market.why(driverId, orderId);
    expect([back.role, back.explanation.decision.kind]).toEqual(['REFUSED', 'release']);
    expect(back.explanation.consequence?.counts).toBe(true);
  });

  it('[D3] is not worked out of a driver whose profile is off, and he is told so', async () => {
    const place = market.town();
    const driverId = await market.driver(place, { profile: false });
    const { orderId } = await market.order(place, { confirmation: 'by_shipper' });
    await given(driverId, orderId);
    await service
      .as('driver', driverId)
      .ok('POST', `/v1/orders/${orderId}/cancel`, { reason: 'engine trouble' });
    const { role, explanation } = await newest(driverId, 'profile_change');
    expect([role, explanation.profile]).toEqual(['REFUSED', 'OFF']);
    expect(explanation.consequence).toMatchObject({
      rule: 'profile_off',
      profile: { before: null, after: null, effects: [] },
    });
  });

  it('[M15] is not made by a rating by default, and the record says that too', async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const { orderId } = await market.order(place);
    await given(driverId, orderId);
    for (const status of ['loading', 'in_transit', 'delivered']) {
      await service.as('driver', driverId).ok('POST', `/v1/orders/${orderId}/progress`, { status });
    }
    await market.reaches(orderId, 'rated');
    const { role, explanation } = await newest(driverId, 'profile_change');
    expect([role, explanation.consequence?.rule]).toEqual(['REFUSED', 'rating_is_no_evidence']);
    const { before, after } = explanation.consequence?.profile ?? {};
    expect(after).toEqual(before);
  });

  it('[D1] by an import is one decision, of which each driver reads his own part', async () => {
    const place = market.town();
    const drivers = [await market.driver(place), await market.driver(place)];
    const outcome = (driverId: string, nth: number, ageDays: number) => ({
      ...{ outcomeId: `out-${driverId}-${nth}`, driverId, kind: 'completed', onTime: nth > 0 },
      ...{ fromCityCode: place.cityCode, toCityCode: '3100', shipperId: 'shp-9' },
      atMs: Date.now() - ageDays * 86_400_000,
    });
    const outcomes = drivers.flatMap((driverId) => [
      outcome(driverId, 0, 1),
      outcome(driverId, 1, 90),
    ]);
    const registry = service.as('service', 'registry');
    await registry.ok('POST', '/v1/outcomes', { outcomes });
    await registry.ok('POST', '/v1/outcomes', { outcomes });
    const told = await Promise.all(drivers.map((each) => newest(each, 'profile_change')));
    expect(new Set(told.map(({ decisionId }) => decisionId)).size).toBe(1);
    for (const [at, { role, orderId, explanation }] of told.entries()) {
      expect([role, orderId]).toEqual(['WON', null]);
      expect(explanation.consequence?.profile?.added).toHaveLength(2);
      const profile = await profileOf(drivers[at] ?? '');
      expect(explanation.consequence?.profile?.after).toMatchObject({
        completedMilli: profile.completedMilli,
      });
      expect(JSON.stringify(explanation)).not.toContain(drivers[1 - at]);
      expect(JSON.stringify(explanation)).not.toContain('shp-9');
    }
    const known = await decisionsOf(drivers[0] ?? '');
    expect(known.filter(({ kind }) => kind === 'profile_change')).toHaveLength(1);
  });

  it('[S7] is no business of the shipper: he neither finds it nor reads it', async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const { orderId } = await market.order(place, { confirmation: 'by_shipper' });
    await given(driverId, orderId);
    await service
      .as('driver', driverId)
      .ok('POST', `/v1/orders/${orderId}/cancel`, { reason: 'engine trouble' });
    const { decisionId } = await newest(driverId, 'profile_change');
    const shipper = service.as('shipper', 'shp-1');
    const { items } = await shipper.ok<{ items: { kind: string }[] }>(
      'GET',
      `/v1/orders/${orderId}/decisions`,
    );
    expect(items.map(({ kind }) => kind)).not.toContain('profile_change');
    const asked = await shipper.call('GET', `/v1/decisions/${decisionId}/explanation`);
    expect(asked.status).toBe(404);
  });
});
