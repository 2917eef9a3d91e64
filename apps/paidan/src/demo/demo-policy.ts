import { defaultPolicy, type Policy } from '#libs/matcher';

const SECOND_MS = 1000;

/**
 * The default policy but for its windows, which are short enough to watch: an order that nobody can
 * carry ends within the run, and one that a killed run has left ends in the next.
 */
export function demoPolicy(once: boolean): Policy {
  return {
    ...defaultPolicy,
    name: once ? 'demo-once' : 'demo',
    windows: {
      ...defaultPolicy.windows,
      collectMs: (once ? 3 : 5) * SECOND_MS,
      recommendEveryMs: 5 * SECOND_MS,
      confirmMs: (once ? 4 : 8) * SECOND_MS,
      openMaxMs: (once ? 20 : 25) * SECOND_MS,
    },
  };
}
