export interface Idempotency {
  /**
   * Takes the key inside this transaction. `fresh`: go on, then `store` the answer. `done`: here is
   * the stored one. `mismatch`: the key was used for something else. A call in flight with the same
   * key is waited for.
   */
  take(key: {
    scope: string;
    key: string;
    fingerprint: string;
    atMs: number;
  }): Promise<
    { kind: 'fresh' } | { kind: 'done'; status: number; body: string } | { kind: 'mismatch' }
  >;
  store(
    key: { scope: string; key: string },
    answer: { status: number; body: string },
  ): Promise<void>;
  /** Deletes keys older than a moment; answers how many. */
  purge(beforeMs: number): Promise<number>;
}
