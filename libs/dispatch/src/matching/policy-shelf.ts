import type { Policy } from '#libs/matcher';
import type { Tx } from '../ports/database.js';

/** Policies are immutable and named by their content, so one that was read stays true. */
export class PolicyShelf {
  private readonly byHash = new Map<string, Policy>();

  async get(tx: Tx, hash: string): Promise<Policy> {
    const known = this.byHash.get(hash);
    if (known !== undefined) return known;
    const policy = await tx.policies.byHash(hash);
    if (policy === null) throw new Error(`policy ${hash} is not stored`);
    this.byHash.set(hash, policy);
    return policy;
  }
}
