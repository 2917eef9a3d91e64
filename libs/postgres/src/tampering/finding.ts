/** What can be wrong, each with what it is wrong about. Kinds are never renamed. */
export const FINDING_KINDS = [
  'record_changed',
  'columns_changed',
  'row_missing',
  'key_changed',
  'key_missing',
  'bundle_changed',
  'certificate_changed',
  'decision_root_changed',
  'decision_missing',
  'leaf_missing',
  'leaf_changed',
  'leaf_order_changed',
  'node_changed',
  'checkpoint_changed',
  'checkpoint_missing',
  'log_rewritten',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export type Finding = {
  readonly kind: FindingKind;
  /** A decision, a driver's row of one, a place in the log, or the size of a checkpoint. */
  readonly where: string;
  readonly detail: string;
};

export type Report = (kind: FindingKind, where: string, detail: string) => void;
