import type { Erasure, ErasureNotice } from '#libs/rights';

export type ErasureRow = {
  readonly erasure_id: string;
  readonly fence: Buffer;
  readonly subject: Buffer | null;
  readonly ground: Erasure['ground'];
  readonly asked_by_role: string;
  readonly state: Erasure['state'];
  readonly waits_for: Erasure['waitsFor'];
  readonly asked_at_ms: number;
  readonly pseudonym: string | null;
  readonly erased_at_ms: number | null;
  readonly erased_in: string | null;
  readonly certified_at_ms: number | null;
  readonly key_id: string | null;
  readonly counts: string;
  readonly certificate: string | null;
};

export type NoticeRow = {
  readonly erasure_id: string;
  readonly recipient: string;
  readonly attempts: number;
  readonly acknowledged_at_ms: number | null;
};

export const erasureOf = (row: ErasureRow): Erasure => ({
  erasureId: row.erasure_id,
  fence: row.fence.toString('hex'),
  ground: row.ground,
  askedByRole: row.asked_by_role,
  state: row.state,
  waitsFor: row.waits_for,
  askedAtMs: row.asked_at_ms,
  erasedAtMs: row.erased_at_ms,
  certifiedAtMs: row.certified_at_ms,
  keyId: row.key_id,
  counts: JSON.parse(row.counts) as Record<string, number>,
  certificate: row.certificate,
});

export const noticeOf = (row: NoticeRow): ErasureNotice => ({
  erasureId: row.erasure_id,
  recipient: row.recipient,
  attempts: row.attempts,
  acknowledgedAtMs: row.acknowledged_at_ms,
});
