import type { OrderFacts, World } from '../domain.js';
import type { Policy } from '../policy.js';

/** One order with the world as it was measured for it; judged as a recommendation is. */
export type RoundEntry = { readonly order: OrderFacts; readonly world: World<Policy> };
