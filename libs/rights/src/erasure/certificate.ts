import { canonicalJson, sha256 } from '#libs/explanations';
import type { Erasure } from '../ports/erasures.js';

export type ErasureCertificate = {
  readonly schema: 'paidan.erasure/1';
  readonly erasureId: string;
  readonly ground: string;
  readonly askedAtMs: number;
  readonly erasedAtMs: number;
  readonly certifiedAtMs: number;
  /** Of the destroyed key; null when nothing was ever sealed under one. */
  readonly keyId: string | null;
  /** Rows and messages by store. Of a driver nothing else is in here. */
  readonly counts: Readonly<Record<string, number>>;
};

/** What shows afterwards that it was done, and says of whom to nobody. */
export function certificateOf(
  erasure: Erasure,
  certifiedAtMs: number,
): { readonly text: string; readonly digest: Uint8Array } {
  const { erasureId, ground, askedAtMs, erasedAtMs, keyId, counts } = erasure;
  if (erasedAtMs === null) throw new Error(`erasure ${erasureId} has erased nothing yet`);
  const certificate: ErasureCertificate = {
    schema: 'paidan.erasure/1',
    erasureId,
    ground,
    askedAtMs,
    erasedAtMs,
    certifiedAtMs,
    keyId,
    counts,
  };
  const text = canonicalJson(certificate);
  return { text, digest: sha256(new TextEncoder().encode(text)) };
}
