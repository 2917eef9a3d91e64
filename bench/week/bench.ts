import { openPostgres } from '#libs/postgres';
import { asker } from '../caller.js';
import { digest } from '../award/evidence.js';
import { commitOf, machineFacts } from '../machine.js';
import type { Bench } from '../means.js';
import { rounded } from '../rounds.js';
import { isFull } from '../scale.js';
import { ROOT, startStack } from '../stack.js';
import { castOf, FULL, TINY } from './cast.js';
import { explainAll } from './explain-all.js';
import { Gaps } from './gaps.js';
import { Play, WEEK_MS } from './play.js';
import { enlist, weekPolicy } from './stage.js';

/** A Monday, midnight in Shanghai. */
const FROM_MS = Date.UTC(2026, 10, 29, 16);
const GOAL = { decisions: 20_000, others: 1_000, losersAnsweredPermille: 950 } as const;

/**
 * A generated week, played through the public interface on a clock of its own; then every decision
 * of it is explained to everyone.
 */
export const benchWeek: Bench = async (scale, means) => {
  const machine = machineFacts();
  const startMs = performance.now();
  const size = scale.tiny ? TINY : FULL;
  const { say, signal } = means;
  const { seed } = scale;
  const stack = await startStack(means, { CLOCK: 'parent' }, FROM_MS);
  try {
    const ask = asker(stack.dispatcher.url, signal);
    const operator = await stack.bearer('operator', 'opr-week');
    await ask('POST', '/v1/policies', operator, { policy: weekPolicy, activate: true });
    const cast = castOf(seed, size);
    say(`enlisting ${cast.length} drivers …`);
    await enlist(cast, { stack, ask, fromMs: FROM_MS });
    const play = new Play({ stack, ask, cast, seed, size, fromMs: FROM_MS, say, signal });
    await play.week();
    const playedSeconds = rounded((performance.now() - startMs) / 1000);

    const gaps = new Gaps(cast);
    const postgres = await openPostgres({
      url: stack.databaseUrl,
      poolSize: 8,
      applicationName: 'paidan-bench-week',
      kek: await stack.kek(),
    });
    const told = await explainAll({
      database: postgres.database,
      cast,
      nowMs: FROM_MS + 2 * WEEK_MS,
      say,
      signal,
      heard: (each) => gaps.heard(each),
    }).finally(() => postgres.close());
    const { byKind, ...figures } = told;
    const losers = Object.values(told.counterfactuals).reduce((sum, n) => sum + n, 0);
    const answered = losers - (told.counterfactuals['UNAVAILABLE'] ?? 0);
    const answeredPermille = losers === 0 ? 0 : Math.floor((answered * 1_000) / losers);
    const holds =
      told.faultCount === 0 &&
      told.decisions >= GOAL.decisions &&
      size.bystanders >= GOAL.others &&
      answeredPermille >= GOAL.losersAnsweredPermille;
    if (told.faultCount > 0) throw new Error(`${told.faultCount} explanations are at fault`);
    return {
      bench: 'week',
      scenario:
        `${size.orders} orders and ${size.active} drivers in seven days; every decision is ` +
        `explained to them and to ${size.bystanders} others`,
      scale,
      seed,
      commit: commitOf(ROOT),
      node: process.version,
      machine,
      server: stack.server,
      beside: 'none',
      rows: [],
      figures: {
        goal: GOAL,
        ...figures,
        losersAnsweredPermille: answeredPermille,
        gaps: gaps.report(),
        playedSeconds,
      },
      counts: byKind,
      resultHash: digest(JSON.stringify([cast, size])),
      absent: [],
      ok: isFull(scale) ? holds : null,
      seconds: rounded((performance.now() - startMs) / 1000),
    };
  } finally {
    await stack.stop();
  }
};
