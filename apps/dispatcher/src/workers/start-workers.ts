import { join } from 'node:path';
import type { Logger } from 'pino';
import { Matcher, type Matching } from '#libs/dispatch';
import { countViolations, INVARIANT_NAMES, type Postgres } from '#libs/postgres';
import type { Signer } from '#libs/explanations';
import type { ErasureMeans } from '#libs/rights';
import type { VerifiedTokens } from '../access/verified-tokens.js';
import type { Broker } from '../broker.js';
import type { Config } from '../config.js';
import type { Metrics } from '../operating/metrics.js';
import type { Service } from '../service.js';
import { ConsentKeeper } from './consent-keeper.js';
import type { DatabaseClock } from './database-clock.js';
import { eraseAndTell, Evictor } from './eraser.js';
import { FleetFeed } from './fleet-feed.js';
import { gathered } from './gathered.js';
import { Loop } from './loop.js';
import type { ParentClock } from './parent-clock.js';
import { retireInTime } from './retirement.js';
import { Sequencer } from './sequencer.js';
import { rightsMetrics, rightsTurn } from './rights-desk.js';
import { keepHouse } from './steward.js';
import { Watch } from './watch.js';

/** Steps carried out at once; each holds one connection of the pool. */
const MATCHER_CONCURRENCY = 4;
const MATCHER_REST_MAX_MS = 500;
const CLOCK_EVERY_MS = 30_000;
/** A fleet that registers or moves is read in a few turns a second, not in one for each command. */
const FLEET_GATHERS_MS = 200;
/** Events of this long leave together; nobody notices, and a burst costs a tenth. */
const RELAY_GATHERS_MS = 20;

export type Workers = {
  fleetReady(): boolean;
  /** Resolves when the fleet was read whole for the first time. */
  fleetRead(): Promise<void>;
  stop(): Promise<void>;
};

export type Means = {
  readonly config: Config;
  readonly postgres: Postgres;
  readonly broker: Broker;
  readonly service: Service;
  readonly matching: Matching;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** By which rows are stamped; the service's own clock unless a parent plays with time. */
  readonly databaseClock: DatabaseClock;
  readonly parentClock: ParentClock | null;
  readonly erasing: ErasureMeans;
  readonly verified: VerifiedTokens;
  /** Signs the log of decisions; a steward has one. */
  readonly signer: Signer | null;
};

/** Starts what works by itself, by the parts this process plays. */
export function startWorkers(means: Means): Workers {
  const { config, postgres, broker, service, matching, metrics, log } = means;
  const { databaseClock, parentClock } = means;
  const { database } = postgres;
  const feed = new FleetFeed(database, matching.fleet, databaseClock);
  const fleet = new Loop('fleet', () => feed.turn(), log);
  const clock = new Loop(
    'clock',
    async () => {
      await databaseClock.follow();
      return { restMs: CLOCK_EVERY_MS };
    },
    log,
  );
  const consents = new ConsentKeeper(database, matching, config.parts.includes('steward'), log);
  const evictor = new Evictor(database, [
    ...[feed, matching.profiles, matching.shares, postgres.keys, means.verified, service.insights],
    service.records,
  ]);
  const loops = [
    ...[fleet, clock],
    new Loop('consents', () => consents.turn(), log),
    new Loop('evictor', () => evictor.turn(), log),
  ];

  if (config.parts.includes('matcher')) {
    const matcher = new Matcher(
      database,
      matching,
      { concurrency: MATCHER_CONCURRENCY },
      {
        stepTaken: ({ kind }, tookMs) => metrics.steps.observe({ kind }, tookMs / 1000),
        stepFailed: ({ kind, orderId }, cause) => {
          metrics.stepsFailed.inc({ kind });
          log.error({ err: cause, kind, orderId }, 'a step failed and is put back');
        },
      },
    );
    const loop = new Loop('matcher', () => matcherTurn(matcher, feed), log);
    service.committed.on('command', (operation: string) => {
      if (/^(order|automation)\./.test(operation)) loop.poke();
    });
    loops.push(loop);
  }
  if (config.parts.includes('steward')) {
    const retiring = { database, clock: service.clock, metrics, log };
    loops.push(new Loop('retention', () => retireInTime(retiring), log));
    const erasures = new Loop('eraser', () => eraseAndTell(means.erasing, log), log);
    service.committed.on('command', (operation: string) => {
      if (operation === 'driver.erase') erasures.poke();
    });
    loops.push(erasures);
  }
  if (config.parts.includes('steward')) {
    const house = {
      ...{ database, clock: service.clock, log },
      deletePublished: (beforeMs: number, limit: number) =>
        postgres.outboxFeed.deleteOlderThan(beforeMs, limit),
    };
    loops.push(new Loop('steward', () => keepHouse(house), log));
    const watch = new Watch({
      ...{ names: INVARIANT_NAMES, metrics, log },
      count: (name) => countViolations(database, name),
    });
    loops.push(new Loop('watch', () => watch.turn(), log));
    const desk = new Loop('rights', () => rightsTurn(service), log);
    service.committed.on('command', (operation: string) => {
      if (operation === 'review.decide') desk.poke();
    });
    loops.push(desk);
  }
  if (means.signer !== null) {
    const memoryFile = join(config.home, config.name, 'log-checkpoint');
    const sequencer = new Sequencer({
      ...{ database, clock: service.clock, signer: means.signer },
      ...{ memoryFile, metrics, log },
    });
    loops.push(new Loop('sequencer', () => sequencer.turn(), log));
  }
  const relay = config.parts.includes('relay')
    ? broker.relay(postgres.outboxFeed, () => service.clock.nowMs())
    : null;
  const driversChanged = gathered(() => fleet.poke(), FLEET_GATHERS_MS);
  const eventsWritten = gathered(() => relay?.poke(), RELAY_GATHERS_MS);
  service.committed.on('command', (operation: string) => {
    if (/^(driver|position)\./.test(operation)) driversChanged.signal();
    eventsWritten.signal();
  });
  metrics.beforeRead(async () => {
    metrics.fleetSize.set(matching.fleet.size);
    metrics.eventsPublished.set(relay?.counts().published ?? 0);
    const { waiting, dead } = await postgres.outboxFeed.lag();
    metrics.outboxLag.set(waiting);
    metrics.outboxDead.set(dead);
    await rightsMetrics(service, metrics);
    const { leaves, sinceMs } = await database.read.decisionLog.waiting();
    metrics.logSize.set((await database.read.decisionLog.newestCheckpoint())?.size ?? 0);
    metrics.logWaiting.set(leaves);
    metrics.logWaitingSeconds.set(
      sinceMs === null ? 0 : Math.max(0, (await postgres.nowMs()) - sinceMs) / 1000,
    );
  });
  parentClock?.onMove(() => {
    for (const loop of loops) loop.poke();
  });
  for (const loop of loops) loop.start();
  relay?.start();
  return {
    fleetReady: () => feed.ready,
    fleetRead: async () => {
      while (!feed.ready) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    stop: async () => {
      driversChanged.stop();
      eventsWritten.stop();
      await Promise.all(loops.map((loop) => loop.stop()));
      await relay?.stop();
    },
  };
}

/** Decides only once the whole fleet is known: half a fleet would be unjust to the other half. */
async function matcherTurn(matcher: Matcher, feed: FleetFeed): Promise<{ restMs: number }> {
  if (!feed.ready) return { restMs: 50 };
  // Most commands make nothing due at once, and to hear so is one statement instead of four.
  const restMs = await matcher.restMs(MATCHER_REST_MAX_MS);
  if (restMs === 0) await matcher.tick();
  return { restMs };
}
