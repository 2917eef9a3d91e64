import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { asker } from '../caller.js';
import type { Latency } from '../load.js';
import { commitOf, machineFacts } from '../machine.js';
import type { Bench, BenchMeans } from '../means.js';
import type { Report, Row } from '../report.js';
import { quantile, ratiosOf, rounded, spreadOf } from '../rounds.js';
import type { Scale } from '../scale.js';
import { ROOT, startStack, type Stack } from '../stack.js';
import { cargoOf } from './cargo.js';
import { counts, digest, storage } from './evidence.js';
import { benchPolicy, enlist, fleetOf, reportPositions, type Truck } from './fleet.js';
import { bareInsert, postAndDecide, postGrabAward, type Ground, type Round } from './row.js';

const BARE = fileURLToPath(new URL('./bare-insert.js', import.meta.url));
/** A change of the fleet is in the matcher's memory after a poll of a quarter of a second. */
const FLEET_HEARD_MS = 500;

const ROWS = [
  {
    name: 'bare insert',
    what: 'token, validation, one INSERT of the order as text; the same framework, pool and server',
    measure: bareInsert,
  },
  {
    name: 'post + decide',
    what: 'orders posted until the last recommendation is committed with its whole record',
    measure: postAndDecide,
  },
  {
    name: 'post + grab + award',
    what: 'orders posted and grabbed until the last award is committed with its whole record',
    measure: postGrabAward,
  },
] as const;

type Name = (typeof ROWS)[number]['name'];
const BESIDE: Name = 'bare insert';

/** Rows take turns, round by round, so that each is measured beside the others. */
export const benchAward: Bench = async (scale, means) => {
  const machine = machineFacts();
  const startMs = performance.now();
  const stack = await startStack(means);
  try {
    const fleet = fleetOf(scale);
    const ground = await prepare(scale, means, stack, fleet);
    const taken = new Map<Name, Round[]>(ROWS.map(({ name }) => [name, []]));
    for (let round = 0; round <= scale.rounds; round++) {
      await reportPositions(fleet, ground);
      await delay(FLEET_HEARD_MS);
      for (const { name, measure } of ROWS) {
        means.signal.throwIfAborted();
        const done = await measure(ground);
        const label = round === 0 ? 'warm-up' : `round ${round}/${scale.rounds}`;
        means.say(`${label}: ${name} ${rounded(done.perSecond)} a second`);
        if (round > 0) taken.get(name)?.push(done);
      }
    }
    return {
      ...(await evidenceOf(stack, taken)),
      bench: 'award',
      scenario:
        `${scale.drivers} drivers on duty around three cities, ${scale.orders} orders a round, ` +
        `at most ${scale.candidates} drivers judged and recorded in a decision`,
      scale,
      seed: scale.seed,
      commit: commitOf(ROOT),
      node: process.version,
      machine,
      server: stack.server,
      beside: BESIDE,
      absent: [],
      ok: null,
      seconds: rounded((performance.now() - startMs) / 1000),
    };
  } finally {
    await stack.stop();
  }
};

async function prepare(
  scale: Scale,
  { say, signal }: BenchMeans,
  stack: Stack,
  fleet: readonly Truck[],
): Promise<Ground> {
  const ask = asker(stack.dispatcher.url, signal);
  const operator = await stack.bearer('operator', 'opr-bench');
  await ask('POST', '/v1/policies', operator, { policy: benchPolicy(scale), activate: true });
  say(`enlisting ${fleet.length} drivers …`);
  await enlist(fleet, { stack, ask, say });
  const cargo = cargoOf(scale, fleet, Date.now());
  return {
    scale,
    stack,
    ask,
    signal,
    cargo,
    bareUrl: (await stack.startBeside(BARE)).url,
    shipper: await stack.bearer('shipper', 'shp-bench'),
    grabbers: await Promise.all(
      cargo.map(({ grabber }) => stack.bearer('driver', grabber.driverId)),
    ),
  };
}

type Evidence = Pick<Report, 'rows' | 'figures' | 'counts' | 'resultHash'>;

async function evidenceOf(
  { query }: Stack,
  taken: ReadonlyMap<Name, readonly Round[]>,
): Promise<Evidence> {
  const roundsOf = (name: Name): readonly Round[] => taken.get(name) ?? [];
  const beside = roundsOf(BESIDE).map(({ perSecond }) => perSecond);
  const rows = ROWS.map(({ name, what }): Row => {
    const rounds = roundsOf(name).map(({ perSecond }) => perSecond);
    return {
      name,
      what,
      perSecond: spreadOf(rounds),
      rounds: rounds.map(rounded),
      httpMs: typical(roundsOf(name).map(({ httpMs }) => httpMs)),
      ratio: name === BESIDE ? null : spreadOf(ratiosOf(rounds, beside)),
    };
  });
  const awards = roundsOf('post + grab + award');
  return {
    rows,
    figures: {
      grabToAwardMs: typical(awards.flatMap(({ awardMs }) => awardMs ?? [])),
      ...(await storage(query)),
    },
    counts: await counts(query),
    resultHash: resultHash(taken),
  };
}

/** The middle round's, figure by figure. */
function typical(rounds: readonly Latency[]): Latency {
  const middle = (pick: (latency: Latency) => number): number =>
    rounded(
      quantile(
        rounds.map(pick).sort((a, b) => a - b),
        0.5,
      ),
    );
  return {
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    max: middle(({ max }) => max),
  };
}

/**
 * A round that came out otherwise than the one before is a fault of the product or of the bench.
 */
function resultHash(taken: ReadonlyMap<Name, readonly Round[]>): string {
  const each = [...taken].map(([name, rounds]) => {
    const hashes = new Set(rounds.map(({ outcome }) => digest(outcome.join('\n'))));
    if (hashes.size > 1) throw new Error(`${name}: rounds of the same orders came out differently`);
    return `${name} ${[...hashes].join()}`;
  });
  return digest(each.join('\n'));
}
