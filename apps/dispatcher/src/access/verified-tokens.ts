import type { JWTPayload } from 'jose';

/**
 * So long a signature that held is believed; a key that is withdrawn counts after it at the latest.
 */
const BELIEVED_MS = 30_000;
const KEPT_MAX = 20_000;

export type Verified = {
  readonly payload: JWTPayload;
  /** What the signature was checked with. */
  readonly key: unknown;
  /** What it would be checked with now; another one, or none, once the keys were read anew. */
  readonly keyNow: () => Promise<unknown>;
};

type Kept = Verified & { readonly endMs: number; readonly untilMs: number };

/**
 * Checking a signature costs more than most of what is asked with it, and one caller asks many
 * things in a row with the same token. One that held still does while its key is the same: only
 * that is asked again. Never believed beyond the token's own time.
 */
export class VerifiedTokens {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly nowMs: () => number = Date.now) {}

  remembered(): Iterable<string> {
    return new Set([...this.kept.values()].flatMap(({ payload: { sub } }) => sub ?? []));
  }

  forget(subject: string): void {
    for (const [token, { payload }] of this.kept) {
      if (payload.sub === subject) this.kept.delete(token);
    }
  }

  async payloadOf(
    token: string,
    verify: (token: string) => Promise<Verified>,
  ): Promise<JWTPayload> {
    const known = this.kept.get(token);
    if (known !== undefined && this.nowMs() < known.untilMs) return known.payload;
    if (known !== undefined && (await this.holds(known))) {
      if (this.kept.get(token) === known) this.keep(token, known);
      return known.payload;
    }
    this.kept.delete(token);
    const verified = await verify(token);
    this.keep(token, verified);
    return verified.payload;
  }

  /** Why it holds no longer is for a whole check to tell. */
  private async holds({ key, keyNow, endMs }: Kept): Promise<boolean> {
    if (this.nowMs() >= endMs) return false;
    const now = await keyNow().catch(() => null);
    return now === key && this.nowMs() < endMs;
  }

  /** Newest last, since a Map keeps the order of insertion. */
  private keep(token: string, { payload, key, keyNow }: Verified): void {
    const endMs = (payload.exp ?? 0) * 1000;
    const untilMs = Math.min(endMs, this.nowMs() + BELIEVED_MS);
    this.kept.delete(token);
    this.kept.set(token, { payload, key, keyNow, endMs, untilMs });
    if (this.kept.size > KEPT_MAX) {
      const oldest = this.kept.keys().next();
      if (!oldest.done) this.kept.delete(oldest.value);
    }
  }
}
