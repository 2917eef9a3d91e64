/**
 * The closed list of PIPL 47(1), in its order. An account that is closed by its owner (注销, R5) is
 * one whose service has ended.
 */
export const ERASURE_GROUNDS = [
  'purpose_achieved',
  'service_ended',
  'consent_withdrawn',
  'unlawful_processing',
  'other_law',
] as const;
export type ErasureGround = (typeof ERASURE_GROUNDS)[number];

/**
 * `asked` → `fenced`: nobody can register him again, whatever is restored → `erased`: the database
 * knows him no more → `swept`: neither do the stream and the transactions that were under way →
 * `certified`.
 */
export const ERASURE_STATES = ['asked', 'fenced', 'erased', 'swept', 'certified'] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

export type Erasure = {
  readonly erasureId: string;
  readonly fence: string;
  readonly ground: ErasureGround;
  readonly askedByRole: string;
  readonly state: ErasureState;
  /** Why it does not go on yet; null while it does. */
  readonly waitsFor: 'carried_order' | null;
  readonly askedAtMs: number;
  readonly erasedAtMs: number | null;
  readonly certifiedAtMs: number | null;
  /** Of the destroyed key, so that its absence from a key store can be checked. */
  readonly keyId: string | null;
  /** What was removed, by store. */
  readonly counts: Readonly<Record<string, number>>;
  readonly certificate: string | null;
};

export type ErasureNotice = {
  readonly erasureId: string;
  readonly recipient: string;
  readonly attempts: number;
  readonly acknowledgedAtMs: number | null;
};

export interface Erasures {
  /** What every store knows an erased driver by: HMAC of his id, in hex. */
  fenceOf(driverId: string): string;
  /** One under way for this driver is answered with itself. */
  ask(erasure: {
    erasureId: string;
    driverId: string;
    ground: ErasureGround;
    askedByRole: string;
    atMs: number;
  }): Promise<Erasure>;
  byId(erasureId: string): Promise<Erasure | null>;
  /** Not certified yet, oldest first. */
  pending(limit: number): Promise<Erasure[]>;
  /** The driver an erasure is about; null once nobody needs to know any more. */
  subjectOf(erasureId: string): Promise<string | null>;
  markFenced(erasureId: string): Promise<void>;
  /** Whether he carries an order, with his row locked until the transaction ends. */
  carries(driverId: string): Promise<boolean>;
  wait(erasureId: string, waitsFor: Erasure['waitsFor']): Promise<void>;
  /**
   * Everything in this one transaction: what the law keeps is sealed for the authority, all else of
   * him is deleted or bears the pseudonym, his key is destroyed, the fence stands.
   */
  erase(erasure: {
    erasureId: string;
    driverId: string;
    pseudonym: string;
    atMs: number;
    recipients: readonly string[];
  }): Promise<void>;
  /**
   * Erases once more what transactions wrote that had begun before the erasure was committed. False
   * while one of them may still be under way.
   */
  eraseRemains(erasureId: string): Promise<boolean>;
  markSwept(erasureId: string, counts: Readonly<Record<string, number>>): Promise<void>;
  certify(erasureId: string, certificate: string, digest: Uint8Array, atMs: number): Promise<void>;

  /** `gone`: whoever is behind it is no longer in the tables, or never was. */
  fences(afterNumber: number): Promise<{ number: number; fence: string; gone: boolean }[]>;
  addFences(fences: readonly string[], atMs: number): Promise<void>;
  /** Fenced drivers whom the database knows nevertheless: it was restored from before. */
  returned(): Promise<string[]>;

  notices(dueAtMs: number, limit: number): Promise<ErasureNotice[]>;
  noticesOf(erasureId: string): Promise<ErasureNotice[]>;
  /** False when this recipient was not to be told of it; the first acknowledgement counts. */
  acknowledge(notice: { erasureId: string; recipient: string; atMs: number }): Promise<boolean>;
  tellAgain(notice: ErasureNotice, nextAtMs: number): Promise<void>;
  /** Forgets whom certified erasures were about: acknowledged by all, or asked before a moment. */
  forgetSubjects(askedBeforeMs: number): Promise<number>;
}
