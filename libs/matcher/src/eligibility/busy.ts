import type { Candidate, OrderFacts } from '../domain.js';
import type { Policy } from '../policy.js';
import type { Rule } from './rule.js';

/** A truck that is taken; or, where orders ride together, one with as many as may. */
export const busy: Rule = (candidate, order, { policy }) => {
  const { activeOrders } = candidate;
  const threshold = ordersMax(candidate, order, policy);
  return activeOrders >= threshold ? { value: activeOrders, threshold } : null;
};

/** Orders ride together only if each of them may: one that wants the whole truck has it. */
function ordersMax({ aboard }: Candidate, { shared }: OrderFacts, policy: Policy): number {
  const together = shared === true && (aboard?.orders.every((order) => order.shared) ?? true);
  return together && policy.partLoads !== undefined
    ? policy.partLoads.ordersMax
    : policy.reach.activeOrdersMax;
}
