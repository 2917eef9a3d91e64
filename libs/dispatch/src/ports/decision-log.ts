import type { Run } from '#libs/explanations';

export type SignedCheckpoint = {
  readonly origin: string;
  readonly size: number;
  /** The signed note, word for word. */
  readonly note: string;
  readonly vkey: string;
  readonly signedAtMs: number;
};

/** What a driver is handed to check his own row of a decision, and nothing of anyone else's. */
export type Disclosure = {
  readonly sealed: Uint8Array;
  readonly rowKey: Uint8Array;
  readonly salt: Uint8Array;
  /** The canonical JSON that was sealed. */
  readonly record: string;
  /** His leaf in the decision's tree. */
  readonly position: number;
  /** All leaves of the decision's tree, the bundle's first: hashes under salts, of no meaning. */
  readonly commitments: readonly Uint8Array[];
};

/**
 * The log of all decisions' roots. Leaves are written with their decisions, in the same
 * transaction, and put in their places later by one writer: a place is never given twice, never
 * left out and never changed.
 */
export interface DecisionLog {
  /**
   * The right to put leaves in their places, until the transaction ends; false while another has
   * it. Two writers would sign two histories.
   */
  lead(): Promise<boolean>;
  /** Gives the next places, the oldest leaves first; tells how many leaves got one. */
  sequence(from: number, limit: number): Promise<number>;
  /** Leaves in their places, without a gap. */
  size(): Promise<number>;
  leaf(
    decisionId: string,
  ): Promise<{ readonly root: Uint8Array; readonly index: number | null } | null>;
  /** Hashes in order; fewer than asked for where the log has a hole. At height 0, leaf hashes. */
  hashes(run: Run): Promise<Uint8Array[]>;
  keepHashes(run: Run, hashes: readonly Uint8Array[]): Promise<void>;
  /** A second one of the same origin and size is refused by the store itself. */
  addCheckpoint(checkpoint: SignedCheckpoint): Promise<void>;
  /** The newest of this origin; of any, without one. */
  newestCheckpoint(origin?: string): Promise<SignedCheckpoint | null>;
  checkpointOf(origin: string, size: number): Promise<SignedCheckpoint | null>;
  /** Null where he is not in it, or his part was erased, reduced to bands, or never sealed. */
  disclosure(decisionId: string, driverId: string): Promise<Disclosure | null>;
  /** How many leaves wait for a place, and since when the oldest does. */
  waiting(): Promise<{ readonly leaves: number; readonly sinceMs: number | null }>;
}
