import type { Rule } from './rule.js';

/**
 * Two of whom one will not work with the other are never matched; nothing about the order helps.
 */
export const blockedPair: Rule = ({ blocked }) =>
  blocked === undefined ? null : { value: blocked, threshold: null };
