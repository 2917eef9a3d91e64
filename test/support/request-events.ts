import type { ErasureView, RequestView, ViolationView } from '#libs/contracts';
import type { Market } from './market.js';
import { eventually, type TestService } from './service.js';

const DAY_MS = 86_400_000;

export const file = (service: TestService, driverId: string, asked: object): Promise<RequestView> =>
  service.as('driver', driverId).ok<RequestView>('POST', '/v1/requests', asked);

/** Two who grab the same order; the second is farther from loading and loses. */
export async function lostOrder(
  market: Market,
  town = market.town(),
): Promise<{ winner: string; loser: string; orderId: string }> {
  const { lat } = town.position;
  const winner = await market.driver(town, { profile: false });
  const far = { ...town.position, lat: lat + 0.03 };
  const loser = await market.driver(town, { position: far, profile: false });
  const { orderId } = await market.order(town);
  await Promise.all([market.grab(winner, orderId), market.grab(loser, orderId)]);
  await market.reaches(orderId, 'confirmed');
  return { winner, loser, orderId };
}

/** Answered from the record; filed for him, proven and refused; left until it is late. */
export async function playRequests(market: Market): Promise<void> {
  const { service } = market;
  const { winner, loser, orderId } = await lostOrder(market);
  await file(service, loser, { kind: 'explanation', orderId });
  const gateway = service.as('service', 'gateway');
  const { requestId } = await gateway.ok<RequestView>('POST', '/v1/requests', {
    ...{ driverId: winner, kind: 'human_review', orderId },
  });
  await gateway.ok('POST', `/v1/requests/${requestId}/identity`, {
    ...{ proven: true, reason: 'called back on the registered telephone' },
  });
  await service.as('reviewer', 'rev-1').ok('POST', `/v1/requests/${requestId}/refusal`, {
    ...{ ground: 'groundless', reason: 'Nothing in the record speaks for it.' },
  });
  await late(service, await file(service, loser, { kind: 'objection', orderId }));
}

/**
 * `request.due_changed`, `request.nearing_due` and `request.overdue` come from days that pass and
 * from a calendar that is announced; no setting shortens either. So only what the request itself
 * holds of them is moved, and the service finds all three by itself.
 */
async function late({ database }: TestService, { requestId }: RequestView): Promise<void> {
  const set = (columns: string, ...values: unknown[]): Promise<unknown> =>
    database.query(`UPDATE requests SET ${columns} WHERE request_id = $1`, [requestId, ...values]);
  const told = (lateness: string): Promise<unknown> =>
    eventually(
      async () => {
        const where = 'request_id = $1 AND told = $2';
        const rows = await database.query(`SELECT FROM requests WHERE ${where}`, [
          ...[requestId, lateness],
        ]);
        return rows.length === 1;
      },
      { what: `told of ${requestId} ${lateness}` },
    );
  // No limit of any calendar is the day of receipt.
  await set(`calendar_version = 'of before', legal_due_on = received_on`);
  await eventually(
    async () => {
      const still = `request_id = $1 AND calendar_version = 'of before'`;
      const rows = await database.query(`SELECT FROM requests WHERE ${still}`, [requestId]);
      return rows.length === 0;
    },
    { what: 'dues of the calendar in force' },
  );
  const dues = 'strict_due_at_ms = $2, legal_due_at_ms = $3';
  await set(dues, Date.now() + DAY_MS, Date.now() + 2 * DAY_MS);
  await told('nearing_due');
  await set(dues, Date.now() - 1_000, Date.now() + 2 * DAY_MS);
  await told('target_passed');
}

/** Wanted by him who would lose, and no person comes: given by the rules, told, and reviewed. */
export async function playAwardForAPerson(market: Market): Promise<void> {
  const { service } = market;
  const town = market.town();
  const driverId = await market.driver(town);
  const wanted = `/v1/drivers/${driverId}/human-decision`;
  await service.as('driver', driverId).ok('PUT', wanted, { wanted: true });
  const { orderId } = await market.order(town);
  await market.grab(driverId, orderId);
  await market.reaches(orderId, 'confirmed');
}

export async function playViolation(market: Market): Promise<void> {
  const { service } = market;
  const driverId = await market.driver(market.town());
  const { violationId } = await service
    .as('service', 'fraud-desk')
    .ok<ViolationView>('POST', `/v1/drivers/${driverId}/violations`, {
      ...{ kind: 'no_show', evidence: 'not at the gate by 18:00', days: 90 },
    });
  const path = `/v1/violations/${violationId}`;
  await service.as('driver', driverId).ok('POST', `${path}/contest`, { words: 'it was closed' });
  await service.as('reviewer', 'rev-1').ok('POST', `${path}/review`, {
    ...{ stands: false, words: 'the shipper confirms that the gate was closed' },
  });
}

export async function playErasure(market: Market): Promise<void> {
  const { service } = market;
  const driverId = await market.driver(market.town());
  const { erasureId } = await service
    .as('driver', driverId)
    .ok<ErasureView>('POST', `/v1/drivers/${driverId}/erasure`, { ground: 'service_ended' });
  await eventually(
    async () => {
      const path = `/v1/erasures/${erasureId}`;
      const { state } = await service.as('operator', 'opr-1').ok<ErasureView>('GET', path);
      return state === 'certified';
    },
    { what: `erasure ${erasureId} certified`, withinMs: 60_000 },
  );
}
