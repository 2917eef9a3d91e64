import type { Policy } from '#libs/matcher';

export interface Policies {
  /** Idempotent: the same document has the same hash. */
  put(policy: Policy, hash: string, atMs: number, by?: string | null): Promise<void>;
  byHash(hash: string): Promise<Policy | null>;
  /** New orders of the city follow it from now on. */
  activate(cityCode: string, hash: string, atMs: number, by?: string | null): Promise<void>;
  /**
   * Who put it, put it in force, or let it in beside another, anywhere: none of them may review
   * what it decided.
   */
  authorsOf(hash: string): Promise<string[]>;
  /** Of the city, else of `*`. */
  activeFor(cityCode: string): Promise<{ hash: string; policy: Policy } | null>;
  /**
   * All that orders of the city were posted under at any time since, by activation: its own, and
   * those of `*` as long as it had none.
   */
  followedSince(cityCode: string, sinceMs: number): Promise<{ hash: string; policy: Policy }[]>;
  list(): Promise<
    {
      hash: string;
      name: string;
      version: number;
      cityCode: string;
      activeSinceMs: number | null;
    }[]
  >;
}
