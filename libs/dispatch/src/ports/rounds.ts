import type { Order } from '../model/order.js';

/** Orders that are given out together: a market is the city they load in. */
export interface Rounds {
  /**
   * All open orders of the market that are given out in rounds, the oldest first, each locked until
   * the transaction ends. One that another command holds is waited for a moment, as orders posted
   * together are due together and each step holds its own, and then left for the next round. Null
   * while another round of the market runs, which is never waited for: two rounds would give out
   * the same trucks, and all but one award would fall through.
   */
  take(cityCode: string, limit: number): Promise<Order[] | null>;
}
