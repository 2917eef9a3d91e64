import { setTimeout as delay } from 'node:timers/promises';
import { asker } from '../caller.js';
import { cargoOf } from '../award/cargo.js';
import { digest, winners } from '../award/evidence.js';
import { benchPolicy, COLLECT_MS, enlist, fleetOf, reportPositions } from '../award/fleet.js';
import { eventsLeft } from '../events-left.js';
import { commitOf, machineFacts, watchTheft } from '../machine.js';
import type { Bench } from '../means.js';
import type { Row } from '../report.js';
import { ratiosOf, rounded, spreadOf } from '../rounds.js';
import { isFull, type Scale } from '../scale.js';
import { Seeded } from '../seeded.js';
import { ROOT, startStack, type Stack } from '../stack.js';
import { begin, clearAway, contestsOf, type Contest } from './contest.js';
import { Askers } from './asking.js';
import type { Answered, Question } from './latency.js';
import { Throughput, type Awards, type Kind } from './throughput.js';

/** What issue and policy promise: an answer at once, and a record that costs next to nothing. */
const GOAL = { p99Ms: 20, perSecond: 200, ratio: 0.87 } as const;
const GRABBERS = { full: 16, tiny: 3 } as const;
const ASKED_SECONDS = { full: 60, tiny: 2 } as const;
const WARM_UP_SECONDS = { full: 15, tiny: 1 } as const;
/** A part of a round takes half a second, in which one collection of all memory is a fifth. */
const ROUNDS_TIMES = { full: 4, tiny: 1 } as const;
/**
 * Rounds that go before. V8 compiles what an award with its record runs through, and parts of it
 * again and again, until about the tenth: a millisecond an award, which a matcher no longer takes
 * after the first thousand.
 */
const WARM_UP_ROUNDS = { full: 10, tiny: 1 } as const;
const VARIANTS = ['bare', 'whole'] as const satisfies readonly Kind[];

const NAMES = { bare: 'award without record', whole: 'award with record' } as const;
/** A change of the fleet is in the matcher's memory after a poll of a quarter of a second. */
const FLEET_HEARD_MS = 500;

/**
 * What the record costs where it is written, and how fast it is explained where it is asked for.
 * The dispatcher answers; this process allocates, so that it can leave the record out.
 */
export const benchExplain: Bench = async (scale, means) => {
  const machine = machineFacts();
  const startMs = performance.now();
  const size = scale.tiny ? 'tiny' : 'full';
  const stack = await startStack(means, { PARTS: 'api,relay,steward' });
  const closing: (() => Promise<void>)[] = [];
  try {
    const ask = asker(stack.dispatcher.url, means.signal);
    const fleet = fleetOf(scale);
    const operator = await stack.bearer('operator', 'opr-bench');
    await ask('POST', '/v1/policies', operator, { policy: timeless(scale), activate: true });
    means.say(`enlisting ${fleet.length} drivers …`);
    await enlist(fleet, { stack, ask, say: means.say });
    const contests = contestsOf(cargoOf(scale, fleet, Date.now()), fleet, GRABBERS[size]);
    const shipper = await stack.bearer('shipper', 'shp-bench');
    await reportPositions(fleet, { stack, ask });
    const throughput = await Throughput.open(stack.databaseUrl, await stack.kek(), COLLECT_MS);
    closing.push(() => throughput.close());
    const taken: Record<Kind, Awards[]> = { bare: [], whole: [] };
    const outcomes: (readonly string[])[] = [];
    let explained: string[] = [];
    const played = async (ways: readonly Kind[]): Promise<Awards[]> => {
      means.signal.throwIfAborted();
      await clearAway(explained, { ask, shipper });
      await reportPositions(fleet, { stack, ask });
      await delay(FLEET_HEARD_MS);
      explained = await begin(contests, { ask, stack, shipper });
      await eventsLeft(stack.query, means.signal);
      const awards = await throughput.allocate(ways, () => openOf(stack, explained));
      outcomes.push(await winners(stack.query, explained));
      return awards;
    };
    let stolenInRounds = watchTheft();
    const rounds = scale.rounds * ROUNDS_TIMES[size];
    for (let round = 1 - WARM_UP_ROUNDS[size]; round <= rounds; round++) {
      if (round === 1) stolenInRounds = watchTheft();
      // They take turns at being first, so that neither always finds the caches warm.
      const ways = round % 2 === 0 ? VARIANTS : VARIANTS.toReversed();
      for (const [index, awards] of (await played(ways)).entries()) {
        const variant = ways[index] ?? 'bare';
        const label = round < 1 ? 'warm-up' : `round ${round}/${rounds}`;
        means.say(`${label}: ${NAMES[variant]} ${rounded(perSecondOf([awards]))} a second`);
        if (round > 0) taken[variant].push(awards);
      }
    }
    const stolen = { inRounds: stolenInRounds() };
    // What is asked about is recorded whole.
    await played(['whole']);
    const before = explained;
    await played(['whole']);
    const asked = explained;
    means.say(`asking ${GOAL.perSecond} times a second for ${ASKED_SECONDS[size]} s …`);
    const askers = new Askers();
    closing.push(() => askers.close());
    const askAtRate = (questions: readonly Question[], seconds: number): Promise<Answered> => {
      const { url } = stack.dispatcher;
      return askers.ask({ url, questions, perSecond: GOAL.perSecond, seconds, seed: scale.seed });
    };
    // A service that has been up a while, and has answered none of these yet.
    const warmUp = await questionsOf(stack, contests, before, scale.seed);
    await askAtRate(warmUp, WARM_UP_SECONDS[size]);
    const questions = await questionsOf(stack, contests, asked, scale.seed);
    const stolenInAnswers = watchTheft();
    const answered = await askAtRate(questions, ASKED_SECONDS[size]);
    const ratio = rounded(perSecondOf(taken.whole) / perSecondOf(taken.bare));
    const holds =
      ratio >= GOAL.ratio &&
      answered.ms.p99 < GOAL.p99Ms &&
      answered.perSecond >= GOAL.perSecond * 0.99;
    return {
      bench: 'explain',
      scenario:
        `${scale.orders} orders a round, each grabbed by ${GRABBERS[size]} drivers and awarded by ` +
        'score; then each driver asks why',
      scale,
      seed: scale.seed,
      commit: commitOf(ROOT),
      node: process.version,
      machine,
      server: stack.server,
      beside: NAMES.bare,
      rows: VARIANTS.map((variant) => rowOf(variant, taken)),
      figures: {
        goal: GOAL,
        warmUpRounds: WARM_UP_ROUNDS[size],
        ratio,
        explanation: answered,
        stolenPermille: { ...stolen, inAnswers: stolenInAnswers() },
        ...(await recordBytes(stack)),
      },
      counts: await countsOf(stack),
      resultHash: resultHash(outcomes),
      absent: [],
      ok: isFull(scale) ? holds : null,
      seconds: rounded((performance.now() - startMs) / 1000),
    };
  } finally {
    for (const close of closing) await close();
    await stack.stop();
  }
};

/**
 * Who waited longer is another one in every round: that is left out, so that the same drivers win.
 */
const timeless = (scale: Scale): unknown => {
  const policy = benchPolicy(scale);
  return { ...policy, name: 'bench-explain', weights: { ...policy.weights, waiting: 0 } };
};

async function openOf(stack: Stack, orderIds: readonly string[]): Promise<number> {
  const [row] = await stack.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM orders WHERE status = 'open' AND order_id = ANY($1)`,
    [orderIds],
  );
  return row?.n ?? 0;
}

function rowOf(variant: Kind, taken: Readonly<Record<Kind, readonly Awards[]>>): Row {
  const rounds = taken[variant].map((round) => perSecondOf([round]));
  const bare = taken.bare.map((round) => perSecondOf([round]));
  return {
    name: NAMES[variant],
    what:
      variant === 'bare'
        ? 'order, claim, grabs, events; of the decision only the row that foreign keys need'
        : 'the same with the bundle, a sealed row for each driver, the tree and its leaf',
    perSecond: spreadOf(rounds),
    rounds: rounds.map(rounded),
    httpMs: null,
    ratio: variant === 'bare' ? null : spreadOf(ratiosOf(rounds, bare)),
  };
}

/** Winners, losers, and drivers who did not grab. */
async function questionsOf(
  stack: Stack,
  contests: readonly Contest[],
  orderIds: readonly string[],
  seed: number,
): Promise<Question[]> {
  const questions: Question[] = [];
  for (const [place, { grabbers }] of contests.entries()) {
    const outsider = contests[(place + 1) % contests.length]?.grabbers[0] ?? '';
    for (const driverId of [...grabbers, outsider]) {
      questions.push({
        path: `/v1/orders/${orderIds[place] ?? ''}/explanation`,
        authorization: await stack.bearer('driver', driverId),
      });
    }
  }
  // Whoever was concerned, in whatever order they come to ask.
  const random = new Seeded(seed);
  return questions
    .map((question) => ({ question, turn: random.next() }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ question }) => question);
}

async function recordBytes({ query }: Stack): Promise<Record<string, number>> {
  const [row] = await query<{ rows: number; bytes: number }>(
    `SELECT avg(n)::float AS rows, avg(bytes)::float AS bytes FROM (
       SELECT cardinality(driver_ids) AS n, octet_length(sealed) AS bytes FROM decision_rows r
       JOIN decisions d USING (decision_id) WHERE d.kind = 'award') each`,
  );
  return {
    rowsPerAward: rounded(row?.rows ?? Number.NaN),
    sealedBytesPerAward: rounded(row?.bytes ?? Number.NaN),
  };
}

async function countsOf({ query }: Stack): Promise<Record<string, number>> {
  const [row] = await query<Record<string, number>>(
    `SELECT (SELECT count(*) FROM drivers)::int AS drivers,
       (SELECT count(*) FROM orders)::int AS orders,
       (SELECT count(*) FROM decisions WHERE kind = 'award')::int AS awards,
       (SELECT count(*) FROM decision_drivers)::int AS explanations`,
  );
  return row ?? {};
}

/** Over all rounds: each counts for the time that it took. */
const perSecondOf = (rounds: readonly Awards[]): number =>
  sumOf(rounds.map(({ orders }) => orders)) / sumOf(rounds.map(({ seconds }) => seconds));

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** With and without the record, in every round, the same drivers win. */
function resultHash(outcomes: readonly (readonly string[])[]): string {
  const hashes = new Set(outcomes.map((outcome) => digest(outcome.join('\n'))));
  const [hash] = hashes;
  if (hash === undefined || hashes.size > 1) {
    throw new Error('rounds of the same orders came out differently');
  }
  return hash;
}
