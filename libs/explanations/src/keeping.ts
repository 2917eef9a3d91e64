// How long what an explanation needs is kept. Whatever deletes reads these too.

const DAY_MS = 86_400_000;

/** States and coarse places of drivers, from which it is told why a decision never saw one. */
export const EVIDENCE_KEPT_MS = 30 * DAY_MS;
/** From then on the measured facts of those who did not win are bands: a record is no track. */
export const EXACT_KEPT_MS = 180 * DAY_MS;
/** Order and transaction data, from completion (R6). */
export const KEPT_YEARS_AT_LEAST = 3;

/** Whether the evidence of a moment may still be used; what an open request holds always may. */
export const evidenceExpired = (
  { decidedAtMs, nowMs }: { readonly decidedAtMs: number; readonly nowMs: number },
  held: boolean,
): boolean => !held && nowMs - decidedAtMs > EVIDENCE_KEPT_MS;
