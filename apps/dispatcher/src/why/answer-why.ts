import type { ExplanationView, ExplanationViewName, InputOf } from '#libs/contracts';
import {
  askedAbout,
  CARD,
  explainDecisionToDriver,
  explainDecisionToShipper,
  explainOrderToDriver,
  explainOrderToShipper,
  isForShippers,
  mustBeApproved,
  orderSeen,
  recordShown,
  WHOLE,
  type Caller,
  type Explaining,
  type Telling,
} from '#libs/dispatch';
import type { DriverTold } from '#libs/explanations';
import type { RightsTx } from '#libs/rights';
import { ProblemError } from '../requests/problem-error.js';
import { explanationView, undecidedView } from '../views/explanation.js';

/** One of the two questions, checked and by a known caller. */
export type Question =
  | {
      readonly operation: 'order.explain';
      readonly caller: Caller;
      readonly input: InputOf<'order.explain'>;
    }
  | {
      readonly operation: 'decision.explain';
      readonly caller: Caller;
      readonly input: InputOf<'decision.explain'>;
    };

type Means = { readonly read: RightsTx; readonly explaining: Explaining<RightsTx> };

/** Why it went as it did, for the one who asks (D1). */
export const answerWhy = (means: Means, question: Question): Promise<ExplanationView> =>
  question.operation === 'order.explain' ? ofOrder(means, question) : ofDecision(means, question);

async function ofOrder(
  means: Means,
  question: Extract<Question, { operation: 'order.explain' }>,
): Promise<ExplanationView> {
  const { read, explaining } = means;
  const { caller, input } = question;
  const { orderId, driverId = null } = input;
  const explained = forDriver(caller, driverId)
    ? await toldOf(means, question, askedAbout(caller, driverId), (about) =>
        explainOrderToDriver(
          read,
          explaining,
          { orderId, driverId: about, asker: caller },
          shownIn(input.view),
        ),
      )
    : await explainOrderToShipper(read, explaining, await orderSeen(read, caller, orderId));
  return explained === null
    ? undecidedView(orderId, input.locale)
    : explanationView(explained, input.locale);
}

async function ofDecision(
  means: Means,
  question: Extract<Question, { operation: 'decision.explain' }>,
): Promise<ExplanationView> {
  const { read, explaining } = means;
  const { caller, input } = question;
  const { decisionId, driverId = null } = input;
  if (forDriver(caller, driverId)) {
    const told = await toldOf(means, question, askedAbout(caller, driverId), (about) =>
      explainDecisionToDriver(
        read,
        explaining,
        { decisionId, driverId: about, asker: caller },
        shownIn(input.view),
      ),
    );
    return explanationView(told, input.locale);
  }
  const decision = await decisionSeen(read, caller, decisionId);
  return explanationView(await explainDecisionToShipper(read, explaining, decision), input.locale);
}

/** The card takes less than the record does. */
const shownIn = (view: ExplanationViewName): Telling<DriverTold> =>
  view === 'full' ? WHOLE : CARD;

/**
 * What is told of a driver to anybody but himself is written down first, and his full record is
 * told only with somebody else's approval (S2).
 */
async function toldOf<T extends DriverTold | null>(
  { read, explaining }: Means,
  { caller, operation, input }: Question,
  driverId: string,
  explain: (driverId: string) => Promise<T>,
): Promise<T> {
  const full = input.view === 'full';
  const approval = full
    ? await mustBeApproved(read, explaining, caller, { driverId, what: 'record' })
    : null;
  const explained = await explain(driverId);
  if (explained === null) return explained;
  const { orderId, decisionId } = explained.decision;
  await recordShown(read, explaining, caller, operation, [
    { driverId, what: full ? 'record' : 'explanation', orderId, decisionId, approval },
  ]);
  return explained;
}

/** Drivers ask for themselves; staff for the driver they name, else as the shipper would. */
function forDriver({ role }: Caller, driverId: string | null): boolean {
  if (role === 'shipper' && driverId !== null) {
    throw new ProblemError('forbidden', 'Only reviewers and operators may name a driver.');
  }
  return role === 'driver' || driverId !== null;
}

type DecisionSeen = Parameters<typeof explainDecisionToShipper>[2];

/** Of an order that the caller may see, and not about a driver's own affairs. */
async function decisionSeen(
  read: RightsTx,
  caller: Caller,
  decisionId: string,
): Promise<DecisionSeen> {
  const decision = await read.ledger.decision(decisionId);
  const orderId = decision?.orderId ?? null;
  const order = orderId === null ? null : await orderSeen(read, caller, orderId).catch(() => null);
  if (decision === null || order === null || !isForShippers(decision.kind)) {
    throw new ProblemError('not_found', `There is no decision ${decisionId} you may see.`);
  }
  return decision;
}
