import { beyondBudget, type Beside } from '#libs/explanations';
import { dayOf } from '#libs/profiles';
import type { Asker } from '../ports/contrasts.js';
import type { Tx } from '../ports/database.js';

/**
 * Decisions a day of whose rivals one asker may be told, even in bands: the same rival beaten by in
 * many orders would come out finer from many bands. A driver grabs a few orders a day and asks why
 * he lost; staff look into many, and each of their looks is in the audit.
 */
const DRIVER_MAX = 20;
const STAFF_MAX = 500;

/** His own facts are told whatever the budget; only the contrast is withheld, and says so. */
export async function withinBudget(
  tx: Tx,
  beside: Beside,
  { asker, decisionId, nowMs }: { asker: Asker; decisionId: string; nowMs: number },
): Promise<Beside> {
  const { contrast } = beside;
  if (contrast === null || contrast.ranges === null) return beside;
  const most = asker.role === 'driver' ? DRIVER_MAX : STAFF_MAX;
  const may = await tx.contrasts.tell({ asker, day: dayOf(nowMs), decisionId, most });
  return may ? beside : { ...beside, contrast: beyondBudget(contrast) };
}
