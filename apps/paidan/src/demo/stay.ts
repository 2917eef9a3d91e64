import { setTimeout as delay } from 'node:timers/promises';
import type { TokenDesk } from '../installation.js';
import { driver, OPERATOR, shipper, type Ways } from './cast.js';
import type { PlannedDriver } from './fleet.js';
import type { Market, Posted } from './market.js';
import { orderFor } from './order-plan.js';
import type { Place } from './places.js';
import type { Random } from './random.js';
import { reportPositions } from './seed-drivers.js';
import type { RunningService } from './service-process.js';

const ORDER_EVERY_MS = 20_000;
/** Well before a position is too old to promise an arrival. */
const POSITIONS_EVERY_MS = 300_000;

/** New orders now and then, and positions that stay fresh, until it is told to stop. */
export async function trickle(
  market: Market,
  means: {
    readonly ways: Ways;
    readonly fleet: readonly PlannedDriver[];
    readonly places: readonly Place[];
    readonly random: Random;
    readonly say: (line: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { ways, fleet, places, random, say, signal } = means;
  const free = fleet.filter(({ onDuty, placed }) => onDuty && placed === 'position');
  let reportedAtMs = Date.now();
  while (!signal.aborted) {
    await delay(ORDER_EVERY_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    if (Date.now() - reportedAtMs > POSITIONS_EVERY_MS) {
      await reportPositions(ways, fleet);
      reportedAtMs = Date.now();
    }
    const plan = orderFor(random.pick(free), 'none', places, random);
    await market.open(plan);
    say(`a new order: ${plan.from.name} → ${plan.to.name}`);
  }
}

/** Where to look and who to be, ready to be copied. */
export async function invitation(
  service: RunningService,
  tokens: TokenDesk,
  posted: readonly Posted[],
): Promise<string> {
  const shown = posted.find(({ grabbers }) => grabbers.size > 0) ?? posted[0];
  if (shown === undefined) return `The page: ${service.url}/`;
  const [driverId = 'drv-00001'] = shown.grabbers;
  const owner = await tokens.of(shipper(shown.shipperId));
  const himself = await tokens.of(driver(driverId));
  const operator = await tokens.of(OPERATOR);
  const { url } = service;
  return `
The page        ${url}/
The interface   ${url}/openapi.json   ${url}/asyncapi.json
The broker      ${service.natsUrl}
The log         ${service.logFile}

Tokens for today; the page asks for one.
operator ${OPERATOR.subject}
${operator}
shipper ${shown.shipperId}
${owner}
driver ${driverId}
${himself}

A shipper asks for his order:
curl -s ${url}/v1/orders/${shown.orderId} -H 'authorization: Bearer ${owner}'

A driver sees the cargo near him:
curl -s ${url}/v1/drivers/${driverId}/cargo -H 'authorization: Bearer ${himself}'

A driver asks why:
curl -s '${url}/v1/orders/${shown.orderId}/explanation?locale=en' -H 'authorization: Bearer ${himself}'
`;
}
