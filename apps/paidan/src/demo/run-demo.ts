import { setTimeout as delay } from 'node:timers/promises';
import { installation } from '../installation.js';
import { OPERATOR } from './cast.js';
import { demoPolicy } from './demo-policy.js';
import { adoptOpen, carryOut, finishEarlier } from './earlier.js';
import { planFleet, type PlannedDriver } from './fleet.js';
import { historyOf } from './history.js';
import { Market, type Posted } from './market.js';
import { openWays, type Open } from './open-ways.js';
import { planOrders } from './order-plan.js';
import { chinesePlaces, type Place } from './places.js';
import { Progress } from './progress.js';
import { Random } from './random.js';
import { readings } from './readings.js';
import { importHistories, reportPositions, seedDrivers } from './seed-drivers.js';
import { startService, type RunningService } from './service-process.js';
import { settled, statsOf, undecided } from './settle.js';
import { invitation, trickle } from './stay.js';
import { orderTable } from './table.js';
import { counted, examined, faultsOf, faultsOfRun, outcomeOf } from './verify.js';
import { hearOrders } from './watch.js';

export type DemoOptions = {
  readonly once: boolean;
  readonly json: boolean;
  readonly drivers: number;
  readonly orders: number;
  readonly seed: number;
  readonly port: number;
  readonly name: string;
};

const DAY_MS = 86_400_000;
const TOKEN_HOURS = 24;
/** The index of the fleet follows the database by polling; half a fleet would be half a demo. */
const FLEET_FOLLOWS_MS = 800;
const DRIVE_MS = 6_000;
/** As shells tell it of a program that Ctrl-C has ended. */
const INTERRUPTED = 130;

type Stage = {
  readonly options: DemoOptions;
  readonly progress: Progress;
  readonly service: RunningService;
  readonly open: Open;
  readonly signal: AbortSignal;
  readonly goal: { reached: boolean };
};

/** The whole demo. Answers the exit code; nothing of it runs any more then. */
export async function runDemo(options: DemoOptions): Promise<number> {
  const progress = new Progress();
  const say = (line: string): void => progress.say(line);
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (!stopping.signal.aborted) say('stopping …');
      stopping.abort();
    });
  }
  // Ended while it only waited for that, it has done its work; in the middle it has not.
  const goal = { reached: false };
  const stopped = new Promise<number>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve(goal.reached ? 0 : INTERRUPTED));
  });
  const { signal } = stopping;
  const instance = installation(options.name);
  say(`Starting PostgreSQL, NATS and the service as "${options.name}" …`);
  const service = await startService(instance, { port: options.port, say, signal });
  try {
    const open = await openWays(service, instance, TOKEN_HOURS);
    let over = false;
    const died = service.ended.then((how) => {
      if (over || signal.aborted) return 0;
      say(`The service has ended (${how}); see ${service.logFile}.`);
      say('Start the demo again: it goes on with what is in the database.');
      return 1;
    });
    const played = play({ options, progress, service, open, signal, goal });
    // Whichever comes first decides; what was under way then fails, and nobody waits for it.
    played.catch(() => undefined);
    const code = await Promise.race([played, died, stopped]);
    over = true;
    await open.close();
    return code;
  } finally {
    await service.stop();
    say('stopped');
  }
}

async function play(stage: Stage): Promise<number> {
  const { options, progress, open } = stage;
  const { ways } = open;
  const say = (line: string): void => progress.say(line);
  const policy = { ...demoPolicy(options.once) };
  await ways.http.ask('policy.put', OPERATOR, { policy, activate: true });
  say(`The operator has put policy "${policy.name}" in force.`);
  const { fleet, places } = await prepare(stage);
  const before = await statsOf(ways.http);
  const random = new Random(options.seed + before.orders * 7_919);
  const market = new Market(ways, fleet, random, (posted, driverId) =>
    options.once ? Promise.resolve() : drive(stage, posted, driverId),
  );
  const ears = await hearOrders(ways.partnerEvents, market.hearing);
  await postOrders(stage, market, fleet, places, random);
  await settled(ways.http, (stats) => say(`  ${undecided(stats)} orders are still undecided`));
  await market.rest();
  say('Every order has ended its matching.');
  if (!options.json) {
    process.stdout.write(`${await orderTable(ways, market.posted)}\n\n`);
    process.stdout.write(`${await readings(ways, market.posted, fleet)}\n\n`);
  }
  const code = await conclude(stage, market.posted);
  if (!options.once) {
    process.stdout.write(await invitation(stage.service, open.tokens, market.posted));
    stage.goal.reached = code === 0;
    say('A new order comes every 20 s. Ctrl-C stops everything.');
    await trickle(market, { ways, fleet, places, random, say, signal: stage.signal });
  }
  await ears.stop();
  return code;
}

/** Finishes what is left of an earlier run, then brings the fleet in. */
async function prepare({
  options,
  progress,
  open: { ways },
}: Stage): Promise<{ fleet: PlannedDriver[]; places: Place[] }> {
  const say = (line: string): void => progress.say(line);
  const { drivers, seed } = options;
  const places = chinesePlaces();
  const fleet = planFleet(drivers, seed, places);
  const adopting = adoptOpen(ways, fleet);
  const left = await finishEarlier(ways);
  if (left > 0) say(`${left} orders of an earlier run were confirmed and carried out.`);
  await seedDrivers(ways, fleet, (done) => say(`  ${done} of ${drivers} drivers registered`));
  const adopted = await adopting;
  if (adopted > 0) say(`${adopted} orders that an earlier run had left open were taken up.`);
  const todayMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const outcomes = fleet.flatMap((each, position) =>
    historyOf(each, position, { seed, places, todayMs }),
  );
  const imported = await importHistories(ways, outcomes);
  const positions = await reportPositions(ways, fleet);
  const towns = new Set(fleet.map(({ home }) => home.name)).size;
  say(
    `${drivers} drivers in ${towns} towns, with consents, duty, ` +
      `${imported} past outcomes and ${positions} positions.`,
  );
  await delay(FLEET_FOLLOWS_MS);
  return { fleet, places };
}

async function postOrders(
  { options, progress }: Stage,
  market: Market,
  fleet: readonly PlannedDriver[],
  places: readonly Place[],
  random: Random,
): Promise<void> {
  const plans = planOrders(options.orders, fleet, places, random);
  const oversize = plans.filter(({ keyDriver }) => keyDriver === null).length;
  progress.say(
    `Posting ${plans.length} orders, by HTTP and NATS. ${oversize} are oversize and will expire; ` +
      'each of the others is cut from the truck of a driver nearby, so one at least can carry it.',
  );
  for (const plan of plans) {
    await market.open(plan);
    await delay(options.once ? 60 : 200);
  }
  await market.rest();
  progress.say('All are posted, and drivers have grabbed.');
}

/** Some drive on: their profiles, and the next decisions, know it at once. */
async function drive(
  { open: { ways } }: Stage,
  { orderId, shipperId, plan }: Posted,
  driverId: string,
): Promise<void> {
  if (plan.order.freightFen % 2 === 0) return;
  await delay(DRIVE_MS);
  await carryOut(ways.http, { orderId, shipperId, driverId, status: 'confirmed' });
}

/** The numbers, from the database and the stream, and whether they hold together. */
async function conclude(
  { options, progress, open: { ways } }: Stage,
  posted: readonly Posted[],
): Promise<number> {
  const own = await examined(ways, posted);
  const { stats, stream } = await counted(ways);
  const outcome = outcomeOf(stats, stream, progress.seconds);
  const faults = [...faultsOf(outcome, stats, stream), ...faultsOfRun(own, posted.length)];
  for (const fault of faults) progress.say(`DOES NOT HOLD: ${fault}`);
  if (faults.length === 0) {
    progress.say(
      'It adds up: every order ended once, every decision is explained, each event once.',
    );
  }
  const text = options.json ? JSON.stringify(outcome) : summary(outcome);
  process.stdout.write(`${text}\n`);
  return faults.length === 0 ? 0 : 1;
}

const summary = (outcome: Readonly<Record<string, number>>): string =>
  Object.entries(outcome)
    .map(([name, count]) => `${name} ${count}`)
    .join(' · ');
