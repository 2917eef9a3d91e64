import { createHash } from 'node:crypto';
import type { RequestView } from '#libs/contracts';
import type { Market } from './market.js';
import { file, lostOrder } from './request-events.js';
import { eventually, type TestService } from './service.js';

/** So many reviews are looked at before their agreement says something. */
const AGREEING_CASES = 50;

/** Takes a case, opens what has to be opened, and decides. */
async function review(
  service: TestService,
  reviewer: string,
  { requestId }: RequestView,
  verdict: object,
): Promise<RequestView> {
  const desk = service.as('reviewer', reviewer);
  const path = `/v1/reviews/${requestId}`;
  await desk.ok('POST', `${path}/lease`);
  await desk.ok('POST', `${path}/evidence`, { piece: 'request' });
  // A case has the one, or the other, or both.
  for (const piece of ['driver_record', 'outcomes']) {
    await desk.call('POST', `${path}/evidence`, { piece });
  }
  return desk.ok<RequestView>('POST', `${path}/decision`, verdict);
}

/** A lost order is overturned; what is owed for it wins the next one. */
export async function playPriority(market: Market): Promise<void> {
  const { service } = market;
  const town = market.town();
  const { loser, orderId } = await lostOrder(market, town);
  const asked = await file(service, loser, { kind: 'human_review', orderId });
  await review(service, 'rev-2', asked, {
    ...{ outcome: 'overturned', faultyRule: 'datum.position' },
    reasons: '定位记录比实际晚了四十分钟，司机当时已在装货地门口等候，门卫登记簿可以证明。',
  });
  const near = { ...town.position, lat: town.position.lat + 0.01 };
  const rival = await market.driver(town, { position: near, profile: false });
  const next = await market.order(town);
  await Promise.all([market.grab(rival, next.orderId), market.grab(loser, next.orderId)]);
  const { driverId } = await market.reaches(next.orderId, 'confirmed');
  if (driverId !== loser) throw new Error('the priority did not decide');
}

/** A datum that cost a driver an order is put right. */
export async function playCorrection(market: Market): Promise<void> {
  const { service } = market;
  const town = market.town();
  const north = (degrees: number) => ({ ...town.position, lat: town.position.lat + degrees });
  const wronged = await market.driver(town, { position: north(0.01) });
  const other = await market.driver(town, { position: north(0.012) });
  await service.as('service', 'registry').ok('POST', '/v1/outcomes', {
    outcomes: [
      pastOf(wronged, `wrong-${wronged}`, 'driver_cancelled'),
      pastOf(wronged, `right-${wronged}`),
      pastOf(other, `right-${other}`),
    ],
  });
  const { orderId } = await market.order(town);
  await Promise.all([market.grab(wronged, orderId), market.grab(other, orderId)]);
  await market.reaches(orderId, 'confirmed');
  const outcomeId = `wrong-${wronged}`;
  const asked = await file(service, wronged, { kind: 'correction', outcomeId });
  await review(service, 'rev-3', asked, {
    ...{ outcome: 'data_corrected', faultyRule: 'datum.outcome' },
    reasons: '货主在十点零五分电话取消，司机当时已在月台等候，系统却把取消记在司机名下。',
    correction: { outcomeId, shouldBe: { kind: 'completed', onTime: true } },
  });
  await eventually(
    async () => {
      const path = `/v1/requests/${asked.requestId}`;
      const { correction } = await service.as('driver', wronged).ok<RequestView>('GET', path);
      return correction?.state === 'done';
    },
    { what: 'what the correction would have changed', withinMs: 60_000 },
  );
}

/** A reviewer who finds the system right every time. */
export async function playAgreement(market: Market): Promise<void> {
  const { service } = market;
  const driverId = await market.driver(market.town());
  const outcomeIds = Array.from({ length: AGREEING_CASES }, (_, nth) => `out-${driverId}-${nth}`);
  const outcomes = outcomeIds.map((outcomeId) => pastOf(driverId, outcomeId));
  await service.as('service', 'registry').ok('POST', '/v1/outcomes', { outcomes });
  for (const outcomeId of outcomeIds) {
    const asked = await file(service, driverId, { kind: 'correction', outcomeId });
    await review(service, 'rev-4', asked, {
      ...{ outcome: 'upheld', reasons: `The waybill agrees: ${digestOf(outcomeId)}` },
    });
  }
}

const pastOf = (driverId: string, outcomeId: string, kind = 'completed') => ({
  ...{ outcomeId, driverId, kind, onTime: kind === 'completed' ? true : null },
  ...{ fromCityCode: '3301', toCityCode: '3100', shipperId: 'shp-9' },
  atMs: Date.now() - 86_400_000,
});

/** No two cases are reviewed in the same words. */
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
