import { recordOf, type DecisionRecord, type RecordContext } from '#libs/explanations';
import type { Decision } from '#libs/matcher';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import type { Gathered } from './gather.js';

type About = Pick<RecordContext, 'decisionId' | 'kind' | 'assigned' | 'human' | 'together'> &
  Partial<Pick<RecordContext, 'cause' | 'decidedByHuman'>>;

/** What was decided of an order, on exactly the facts and the world it was decided on. */
export const decisionRecord = (
  { round, policyHash, tieSeed, tieSeedHash }: Order,
  { facts, world }: Pick<Gathered, 'facts' | 'world'>,
  decision: Decision,
  { cause = null, decidedByHuman = null, ...about }: About,
): DecisionRecord =>
  recordOf(decision, {
    round,
    order: facts,
    world,
    policyHash,
    tieSeed,
    tieSeedHash,
    cause,
    decidedByHuman,
    ...about,
  });

export const recordDecision = (
  tx: Tx,
  ...decided: Parameters<typeof decisionRecord>
): Promise<void> => tx.ledger.record(decisionRecord(...decided));
