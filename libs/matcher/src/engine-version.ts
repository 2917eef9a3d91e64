/**
 * Recorded with every decision. Raise the number with any change after which `decide` could give
 * other bytes for some recorded input: a refusal's meaning or place, a factor's arithmetic or
 * facts, the order of ranking, a field of Decision. A change of the policy alone is told by its own
 * hash.
 */
export const ENGINE_VERSION = 'matcher/1';
