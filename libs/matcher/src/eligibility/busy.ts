import type { Rule } from './rule.js';

export const busy: Rule = ({ activeOrders }, _order, { policy }) =>
  activeOrders >= policy.reach.activeOrdersMax
    ? { value: activeOrders, threshold: policy.reach.activeOrdersMax }
    : null;
