import type { NatsConnection } from '@nats-io/transport-node';
import type {
  AwardCase,
  AwardReviewList,
  OrderView,
  OwnRatingPage,
  RequestView,
  StandingView,
  ViolationView,
} from '#libs/contracts';
import { aDriverOverNats, asDriver } from './drivers-over-nats.js';
import { anOrder, HANGZHOU } from './freight.js';
import type { Caller, OverNats } from './over-nats.js';
import { eventually } from './service.js';

/** As far as the farther of two who compete stands from loading. */
const FARTHER = { ...HANGZHOU, lat: HANGZHOU.lat + 0.03 };
const SHIPPER: Caller = ['shipper', 'shp-rights'];
/** Neither wrote the policy nor is a party. */
const REVIEWER: Caller = ['reviewer', 'rev-rights'];
const DESK: Caller = ['service', 'svc-rights'];
/** All that a reviewer may open of a case. */
const PIECES = 'request explanation driver_record decision policy outcomes replay'.split(' ');
const [NEAR, FAR] = ['drv-near', 'drv-far'];

type Through = Readonly<Record<'gateway' | 'operations' | 'partner', NatsConnection>>;
type Outcome = {
  readonly standing: StandingView;
  readonly ratings: OwnRatingPage;
  readonly violation: ViolationView;
  readonly order: OrderView;
};

/**
 * Everything that can be asked about requests, reviews, awards by a person, ratings and violations,
 * once each, as a client in any language would: a driver who lost an order and is found right.
 */
export async function askAboutRights(over: OverNats, through: Through): Promise<Outcome> {
  const { gateway } = through;
  await aDriverOverNats(over, gateway, { driverId: NEAR });
  await aDriverOverNats(over, gateway, { driverId: FAR, position: FARTHER });
  const orderId = await contested(over, through);
  const won = await statusOf(over, through, orderId, 'confirmed');
  const winner = String(won.driverId);
  const loser = winner === NEAR ? FAR : NEAR;
  await aboutRequests(over, through, { driverId: loser, orderId });
  const standing = await over.ask<StandingView>(gateway, asDriver(loser), 'driver.standing', {
    driverId: loser,
  });
  return {
    standing,
    ratings: await aboutRatings(over, through, { driverId: winner, orderId }),
    violation: await aboutViolations(over, through, loser),
    order: await aboutAwards(over, through, loser),
  };
}

async function contested(over: OverNats, { gateway }: Through): Promise<string> {
  const { orderId } = await over.ask<OrderView>(gateway, SHIPPER, 'order.post', { ...anOrder() });
  for (const driverId of [NEAR, FAR]) {
    await over.ask(gateway, asDriver(driverId), 'order.grab', { orderId });
  }
  return orderId;
}

const statusOf = (
  over: OverNats,
  { gateway }: Through,
  orderId: string,
  status: OrderView['status'],
): Promise<OrderView> =>
  eventually(
    async () => {
      const order = await over.ask<OrderView>(gateway, SHIPPER, 'order.get', { orderId });
      return order.status === status && order;
    },
    { what: `${orderId} ${status}` },
  );

/** One is found right by a reviewer; another, asked on his behalf, is refused. */
async function aboutRequests(
  over: OverNats,
  { gateway, operations }: Through,
  { driverId, orderId }: { driverId: string; orderId: string },
): Promise<void> {
  const himself = asDriver(driverId);
  await over.ask(gateway, himself, 'request.file', { kind: 'explanation', orderId });
  const { requestId } = await over.ask<RequestView>(gateway, himself, 'request.file', {
    ...{ kind: 'human_review', orderId, words: 'I was nearer to the gate.' },
  });
  const forHim = await over.ask<RequestView>(gateway, DESK, 'request.file', {
    ...{ driverId, kind: 'objection', orderId, words: 'My cousin asks for me.' },
  });
  await over.ask(gateway, DESK, 'request.verify', {
    ...{ requestId: forHim.requestId, proven: true, reason: 'called back on his telephone' },
  });
  await over.ask(operations, REVIEWER, 'request.refuse', {
    requestId: forHim.requestId,
    ...{ ground: 'repeated', reason: 'A person looks at the same award already.' },
  });
  await over.ask(operations, REVIEWER, 'review.queue', { limit: 100 });
  await over.ask(operations, REVIEWER, 'review.take', { requestId });
  for (const piece of PIECES) {
    await over.ask(operations, REVIEWER, 'review.open', { requestId, piece });
  }
  await over.ask(operations, REVIEWER, 'review.decide', {
    ...{ requestId, outcome: 'overturned', faultyRule: 'datum.position' },
    reasons: 'The gatekeeper wrote his arrival into the book; his telephone reported an old place.',
  });
  await over.ask(operations, REVIEWER, 'review.rules', {});
  for (const asked of [requestId, forHim.requestId]) {
    await over.ask(gateway, himself, 'request.get', { requestId: asked });
  }
  await over.ask(gateway, himself, 'request.list', { driverId, limit: 100 });
  await over.ask(gateway, himself, 'request.grounds', {});
}

async function aboutRatings(
  over: OverNats,
  { gateway }: Through,
  { driverId, orderId }: { driverId: string; orderId: string },
): Promise<OwnRatingPage> {
  const himself = asDriver(driverId);
  for (const status of ['loading', 'in_transit', 'delivered']) {
    await over.ask(gateway, himself, 'order.progress', { orderId, status });
  }
  await over.ask(gateway, SHIPPER, 'order.receive', { orderId });
  await over.ask(gateway, SHIPPER, 'order.rate', { orderId, stars: 2 });
  await over.ask(gateway, himself, 'order.rate', { orderId, stars: 5 });
  await over.ask(gateway, SHIPPER, 'rating.correct', { orderId, stars: 4 });
  await over.ask(gateway, himself, 'rating.withdraw', { orderId });
  return over.ask<OwnRatingPage>(gateway, himself, 'rating.list', { limit: 100 });
}

async function aboutViolations(
  over: OverNats,
  { gateway, operations, partner }: Through,
  driverId: string,
): Promise<ViolationView> {
  const himself = asDriver(driverId);
  const { violationId } = await over.ask<ViolationView>(partner, DESK, 'violation.record', {
    ...{ driverId, kind: 'no_show', evidence: 'not at the gate by 18:00', days: 90 },
  });
  await over.ask(gateway, himself, 'violation.contest', {
    ...{ violationId, words: 'The gate was closed.' },
  });
  await over.ask(operations, REVIEWER, 'violation.due', {});
  await over.ask(gateway, himself, 'violation.list', { driverId });
  return over.ask<ViolationView>(operations, REVIEWER, 'violation.review', {
    ...{ violationId, stands: false, words: 'The shipper confirms that the gate was closed.' },
  });
}

/** He refuses to be decided on by the system alone, and a person gives the order to him. */
async function aboutAwards(over: OverNats, through: Through, driverId: string): Promise<OrderView> {
  const { gateway, operations } = through;
  const wanted = (says: boolean): Promise<unknown> =>
    over.ask(gateway, asDriver(driverId), 'driver.human_decision', { driverId, wanted: says });
  await wanted(true);
  const { orderId } = await over.ask<OrderView>(gateway, SHIPPER, 'order.post', { ...anOrder() });
  await over.ask(gateway, asDriver(driverId), 'order.grab', { orderId });
  await eventually(
    async () => {
      const { items } = await over.ask<AwardReviewList>(operations, REVIEWER, 'award.queue', {});
      return items.some((each) => each.orderId === orderId);
    },
    { what: 'an award that waits for a person' },
  );
  await over.ask<AwardCase>(operations, REVIEWER, 'award.open', { orderId });
  const given = await over.ask<OrderView>(operations, REVIEWER, 'award.decide', {
    ...{ orderId, driverId, reasons: '只有这位司机报名，车型与装货时间都合适，交给他最稳妥。' },
  });
  await wanted(false);
  return given;
}
