import type { NatsConnection } from '@nats-io/transport-node';
import type {
  CopyView,
  DecisionList,
  DecisionProofView,
  ErasureView,
  LogCheckpointView,
  LogConsistencyView,
  LogKeyView,
  OrderView,
} from '#libs/contracts';
import { aDriverOverNats, asDriver } from './drivers-over-nats.js';
import { anOrder } from './freight.js';
import type { Caller, OverNats } from './over-nats.js';
import { eventually } from './service.js';

const SHIPPER: Caller = ['shipper', 'shp-data'];
const OPERATOR: Caller = ['operator', 'opr-1'];
const [CARRYING, LEAVING] = ['drv-data', 'drv-leaving'];

type Through = Readonly<Record<'gateway' | 'operations' | 'partner', NatsConnection>>;
type Outcome = {
  readonly proof: DecisionProofView;
  readonly key: LogKeyView;
  readonly growth: LogConsistencyView;
  /** Names of the files in his copy. */
  readonly files: readonly string[];
  readonly erasure: ErasureView;
};

/**
 * Everything that can be asked about consents, copies, the log and erasure, once each, as a client
 * in any language would.
 */
export async function askAboutData(over: OverNats, through: Through): Promise<Outcome> {
  await aboutConsents(over, through);
  const told = await aboutTheLog(over, through);
  return {
    ...told,
    files: await copyOf(over, through),
    erasure: await erased(over, through),
  };
}

/** He has not been asked about terminals yet, so that his app may. */
async function aboutConsents(over: OverNats, { gateway, operations }: Through): Promise<void> {
  const himself = await aDriverOverNats(over, gateway, { driverId: CARRYING });
  await over.ask(operations, OPERATOR, 'consent.publish', {
    ...{ purpose: 'vehicle_terminal', version: '2027-01', sha256: 'ab'.repeat(32) },
    ...{ titleZh: '车载终端', titleEn: 'Terminals in trucks' },
  });
  await over.ask(gateway, himself, 'consent.texts', {});
  await over.ask(gateway, himself, 'driver.consent_prompt', {
    ...{ driverId: CARRYING, purpose: 'vehicle_terminal' },
  });
  await over.ask(gateway, himself, 'driver.consents', { driverId: CARRYING });
}

/** Of a decision on him, as soon as it is in a log that is signed. */
async function aboutTheLog(
  over: OverNats,
  { gateway, operations }: Through,
): Promise<Pick<Outcome, 'proof' | 'key' | 'growth'>> {
  const himself = asDriver(CARRYING);
  const { orderId } = await over.ask<OrderView>(gateway, SHIPPER, 'order.post', { ...anOrder() });
  await over.ask(operations, OPERATOR, 'order.assign', {
    ...{ orderId, driverId: CARRYING, reason: 'a test' },
  });
  const { items } = await over.ask<DecisionList>(gateway, SHIPPER, 'order.decisions', { orderId });
  const decisionId = items.find(({ kind }) => kind === 'manual_assignment')?.decisionId;
  const proof = await eventually(
    () =>
      over
        .ask<DecisionProofView>(gateway, himself, 'decision.proof', { decisionId })
        .catch((error: unknown) => {
          if (String(error).includes('not_in_log_yet')) return null;
          throw error;
        }),
    { what: `${String(decisionId)} in the log` },
  );
  const key = await over.ask<LogKeyView>(gateway, himself, 'log.key', {});
  const { size } = await over.ask<LogCheckpointView>(gateway, himself, 'log.checkpoint', {});
  const growth = await over.ask<LogConsistencyView>(gateway, himself, 'log.consistency', {
    ...{ from: 0, to: size },
  });
  return { proof, key, growth };
}

async function copyOf(over: OverNats, { gateway }: Through): Promise<string[]> {
  const names: string[] = [];
  let next: string | null = null;
  do {
    const cursor: object = next === null ? {} : { cursor: next };
    const part: CopyView = await over.ask(gateway, asDriver(CARRYING), 'driver.copy', {
      ...{ driverId: CARRYING, ...cursor },
    });
    names.push(...part.files.map(({ name }) => name));
    next = part.nextCursor;
  } while (next !== null);
  return names;
}

/** Somebody with no order on the road; partners are told when he is gone, and one answers. */
async function erased(over: OverNats, { gateway, partner }: Through): Promise<ErasureView> {
  const himself = await aDriverOverNats(over, gateway, { driverId: LEAVING });
  const { erasureId } = await over.ask<ErasureView>(gateway, himself, 'driver.erase', {
    ...{ driverId: LEAVING, ground: 'service_ended' },
  });
  const certified = await eventually(
    async () => {
      const erasure = await over.ask<ErasureView>(gateway, himself, 'erasure.get', { erasureId });
      return erasure.state === 'certified' && erasure;
    },
    { what: `the certificate of ${erasureId}`, withinMs: 40_000 },
  );
  await over.ask(partner, ['service', 'svc-partner'], 'erasure.acknowledge', {
    ...{ erasureId, recipient: 'partner' },
  });
  return certified;
}
