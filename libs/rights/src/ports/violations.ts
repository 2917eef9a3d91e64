/** What may be held against a driver, and for how many days at most (R8: never for ever). */
export const VIOLATION_KINDS = {
  no_show: 180,
  order_abandoned: 180,
  unsafe_driving: 365,
  false_position: 365,
  false_documents: 730,
  fraud: 1_095,
} as const;
export type ViolationKind = keyof typeof VIOLATION_KINDS;

/** `contested` and past its review date it waits for a person; `upheld` it stands to its end. */
export const VIOLATION_STATES = ['in_force', 'contested', 'upheld', 'withdrawn'] as const;
export type ViolationState = (typeof VIOLATION_STATES)[number];

export type Violation = {
  readonly violationId: string;
  readonly driverId: string;
  readonly kind: ViolationKind;
  /** What it rests on, in words that the driver can check. */
  readonly evidence: string;
  readonly recordedBy: string;
  readonly recordedAtMs: number;
  readonly reviewAtMs: number;
  readonly expiresAtMs: number;
  readonly contest: { readonly atMs: number; readonly words: string } | null;
  readonly review: { readonly atMs: number; readonly words: string } | null;
  readonly state: ViolationState;
};

export interface Violations {
  insert(violation: Violation): Promise<void>;
  byIdForUpdate(violationId: string): Promise<Violation | null>;
  update(violation: Violation): Promise<void>;
  /** Newest first; those that were withdrawn are shown to him, too. At most 1 000. */
  ofDriver(driverId: string): Promise<Violation[]>;
  /** Contested, or past their review date and not reviewed: the longest waiting first. */
  due(atMs: number, limit: number): Promise<Violation[]>;
}
