import type { Logger } from 'pino';
import type { Clock } from '#libs/dispatch';
import { retire, type RightsDatabase } from '#libs/rights';
import type { Metrics } from '../operating/metrics.js';
import type { Turn } from './loop.js';

const EVERY_MS = 60_000;

/** Deletes and reduces what has served its time; goes on at once while there is more. */
export async function retireInTime({
  database,
  clock,
  metrics,
  log,
}: {
  readonly database: RightsDatabase;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
}): Promise<Turn> {
  const { retired, more } = await retire(database, { clock });
  const gone = Object.entries(retired).filter(([, count]) => count > 0);
  for (const [what, count] of gone) metrics.retired.inc({ what }, count);
  if (gone.length > 0) log.info({ retired: Object.fromEntries(gone) }, 'retired in time');
  return { restMs: more ? 0 : EVERY_MS };
}
