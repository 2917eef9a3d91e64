import { toBase64 } from '#libs/explanations';
import { digest } from '../award/evidence.js';
import { commitOf, machineFacts } from '../machine.js';
import type { Bench } from '../means.js';
import type { Row } from '../report.js';
import { ratiosOf, rounded, spreadOf } from '../rounds.js';
import { isFull } from '../scale.js';
import { ROOT } from '../stack.js';
import { durable } from './durable.js';
import { inMemory, type InMemory } from './in-memory.js';

/** What the log must do at a million leaves. */
const GOAL = { appendMicros: 20, proofMs: 1, proofBytes: 1_024 } as const;
const LEAVES = { full: 1_000_000, tiny: 10_000 } as const;
const DURABLE_LEAVES = { full: 200_000, tiny: 2_000 } as const;
/** About as long as one of a real log. */
const CHECKPOINT = `freight.example/log\n1000000\n${'A'.repeat(43)}=\n\n— freight.example/log ${'A'.repeat(92)}\n`;

const ROWS = [
  {
    name: 'recompute everything',
    what: 'one inclusion proof by hashing all leaves again, which is what keeping a hash list means',
    perSecond: ({ recomputedPerSecond }: InMemory) => recomputedPerSecond,
  },
  {
    name: 'proof + verification',
    what: 'an inclusion proof from the kept subtrees, and checking it',
    perSecond: ({ proofsPerSecond }: InMemory) => proofsPerSecond,
  },
  {
    name: 'append',
    what: 'hashing a leaf and keeping every subtree that becomes complete',
    perSecond: ({ appendsPerSecond }: InMemory) => appendsPerSecond,
  },
] as const;

/** The log in memory at full size, and the sequencer on a durable PostgreSQL. */
export const benchLog: Bench = async (scale, means) => {
  const machine = machineFacts();
  const startMs = performance.now();
  const size = scale.tiny ? 'tiny' : 'full';
  const leaves = LEAVES[size];
  const rounds: InMemory[] = [];
  for (let round = 0; round <= scale.rounds; round++) {
    means.signal.throwIfAborted();
    const done = inMemory(leaves, scale.seed, CHECKPOINT);
    const label = round === 0 ? 'warm-up' : `round ${round}/${scale.rounds}`;
    means.say(`${label}: ${rounded(1e6 / done.appendsPerSecond)} µs an append`);
    if (round > 0) rounds.push(done);
  }
  const onDisk = await durable(DURABLE_LEAVES[size], means);

  const appendMicros = spreadOf(rounds.map(({ appendsPerSecond }) => 1e6 / appendsPerSecond));
  const worst = (pick: (round: InMemory) => number): number => Math.max(...rounds.map(pick));
  const proofBytes = worst((round) => round.proofBytes);
  const inclusionMs = worst(({ inclusionMs: { p99 } }) => p99);
  const consistencyMs = worst(({ consistencyMs: { p99 } }) => p99);
  const holds =
    appendMicros.max < GOAL.appendMicros &&
    inclusionMs < GOAL.proofMs &&
    consistencyMs < GOAL.proofMs &&
    proofBytes < GOAL.proofBytes;
  const { server, signed, ...durableFigures } = onDisk;
  return {
    bench: 'log',
    scenario:
      `a log of ${leaves} leaves in memory, proofs all over it; ` +
      `then ${DURABLE_LEAVES[size]} leaves sequenced and signed on disk`,
    scale,
    seed: scale.seed,
    commit: commitOf(ROOT),
    node: process.version,
    machine,
    server,
    beside: ROWS[0].name,
    rows: ROWS.map((row): Row => rowOf(row, rounds)),
    figures: {
      goal: GOAL,
      leaves,
      appendMicros,
      inclusionMs: rounds.map((round) => round.inclusionMs),
      consistencyMs: rounds.map((round) => round.consistencyMs),
      firstTryMs: rounds.map((round) => round.firstTryMs),
      proofBytes,
      proofTextBytes: worst((round) => round.proofTextBytes),
      durable: durableFigures,
    },
    counts: { leavesSigned: signed },
    resultHash: digest(rounds.map(({ root }) => toBase64(root)).join('\n')),
    absent: [],
    ok: isFull(scale) ? holds : null,
    seconds: rounded((performance.now() - startMs) / 1000),
  };
};

function rowOf({ name, what, perSecond }: (typeof ROWS)[number], rounds: InMemory[]): Row {
  const [own, beside] = [rounds.map(perSecond), rounds.map(ROWS[0].perSecond)];
  return {
    name,
    what,
    perSecond: spreadOf(own),
    rounds: own.map(rounded),
    httpMs: null,
    ratio: name === 'proof + verification' ? spreadOf(ratiosOf(own, beside)) : null,
  };
}
