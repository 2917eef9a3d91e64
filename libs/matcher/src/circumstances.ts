import type { World } from './domain.js';
import type { Policy } from './policy.js';

/**
 * What a verdict on one driver may depend on besides himself and the order. No other driver is in
 * it, so none can sway it.
 */
export type Circumstances = Pick<World<Policy>, 'nowMs' | 'purpose' | 'policy'>;
