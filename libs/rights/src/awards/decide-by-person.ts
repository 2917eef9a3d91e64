import {
  decideAward,
  openAward,
  orderSeen,
  Rejection,
  type Caller,
  type Order,
} from '#libs/dispatch';
import type { RightsMeans } from '../means.js';
import type { RightsTx } from '../ports/database.js';
import { mustBeIndependent } from '../reviews/independence.js';
import { wordsFault } from '../reviews/own-words.js';

/** A person looks at an award that waits for one, unless the rules he would apply are his own. */
export async function openAwardByPerson(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  orderId: string,
): ReturnType<typeof openAward> {
  await mayDecide(tx, caller, orderId);
  return openAward(tx, means, caller, orderId);
}

/** He decides in his own words; nothing was told yet that he could repeat but stock phrases. */
export async function decideAwardByPerson(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  given: { readonly orderId: string; readonly driverId: string; readonly reasons: string },
): Promise<Order> {
  await mayDecide(tx, caller, given.orderId);
  const fault = wordsFault(given.reasons, { told: [], earlier: [] });
  if (fault !== null) {
    throw new Rejection('validation_failed', 'Give the reasons in your own words.', [
      { path: '/reasons', code: fault, message: 'expected why this driver, in this case' },
    ]);
  }
  return decideAward(tx, means, caller, given);
}

async function mayDecide(tx: RightsTx, caller: Caller, orderId: string): Promise<void> {
  const { policyHash } = await orderSeen(tx, caller, orderId);
  await mustBeIndependent(tx, caller, {
    driverId: null,
    orderId,
    decisionId: null,
    policyHash,
  });
}
