import type { Kind } from './kind.js';
import { NOBODY, nobodyChosen } from './nobody-chosen.js';

/** The order's time ran out; recorded with everyone in reach and why not they. */
export const expiry: Kind = {
  ...nobodyChosen,
  label: { zh: '订单到期', en: 'expiry' },
  question: { zh: '订单到期前分配给我了吗？', en: 'Did I get this order before it expired?' },
  answers: NOBODY,
  settles: 'everyone',
  records: 'everyone_evaluated',
  significance: { effect: 'MINOR', rule: 'significance.expiry' },
};
