import {
  isJudged,
  type Absent,
  type Beside,
  type DecisionHeader,
  type DecisionRecord,
  type Recommendation,
} from '#libs/explanations';
import type { Policy } from '#libs/matcher';
import { dayOf } from '#libs/profiles';
import type { Asker } from '../ports/contrasts.js';
import type { Tx } from '../ports/database.js';
import { withinBudget } from './contrast-budget.js';
import type { Explaining } from './explaining.js';

type Question = {
  readonly header: DecisionHeader;
  readonly bundle: DecisionRecord['bundle'];
  readonly policy: Policy;
  readonly driverId: string;
  /** Of a driver who did not grab: what told him of the order. */
  readonly recommendation?: Recommendation | null;
  /** Null for whoever copies a record: nothing beside the row is his to hand out. */
  readonly asker: Asker | null;
};

/**
 * Contrast, counterfactuals and the result without profiles, from all rows of the decision. Nothing
 * where nobody was compared.
 */
export async function besideTheRow(
  tx: Tx,
  { insights, records, clock }: Pick<Explaining, 'insights' | 'records' | 'clock'>,
  question: Question,
): Promise<Beside | undefined> {
  const { header, bundle, policy, driverId, asker } = question;
  if (asker === null || insights === undefined || !isJudged(bundle)) return undefined;
  const { decisionId } = header;
  const absent = absentIn(question);
  const beside = await insights.of({ decisionId, driverId }, async () => ({
    header,
    bundle,
    policy,
    driverId,
    rows:
      (await records?.of(tx, decisionId, clock.nowMs()))?.rows ??
      (await tx.ledger.driverRows(decisionId)),
    ...(absent === null ? {} : { absent }),
  }));
  // A driver asks again and again why; that he has been counted is no question for the database.
  const himself = asker.role === 'driver' && asker.subject === driverId;
  const about = { decisionId, driverId };
  const nowMs = clock.nowMs();
  if (himself && insights.wasTold(about, dayOf(nowMs))) return beside;
  const told = await withinBudget(tx, beside, { asker, decisionId, nowMs });
  if (himself && told === beside) insights.told(about, dayOf(nowMs));
  return told;
}

/** Measured for the order as it still was: new terms would have been measured anew. */
function absentIn({ bundle, recommendation = null }: Question): Absent | null {
  const candidate = recommendation?.row?.candidate ?? null;
  if (recommendation === null || candidate === null || !isJudged(bundle)) return null;
  if (recommendation.bundle.order.orderVersion !== bundle.order.orderVersion) return null;
  return { candidate, measuredAtMs: recommendation.decidedAtMs };
}
