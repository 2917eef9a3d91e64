import { RegionMismatch } from '#libs/nats';
import { ConfigFault } from './config.js';

/**
 * Refuses a start that would mix the data of two regions (S6). A database or a stream belongs to
 * the region of the first start that used it, for ever: data that moved would have left unnoticed.
 */
export function refuseRegion(store: string, found: string, wanted: string): never {
  throw new ConfigFault([
    `REGION: expected ${found}, with which ${store} is marked, got ${wanted}. Data of two regions ` +
      `are never mixed: start it with REGION=${found}, or with stores of its own`,
  ]);
}

/** The same for what the broker says. */
export function orRefuseRegion(cause: unknown): never {
  if (cause instanceof RegionMismatch) {
    refuseRegion(`stream ${cause.stream}`, cause.found, cause.wanted);
  }
  throw cause;
}
