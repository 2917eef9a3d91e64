import type { JWTPayload } from 'jose';

/**
 * So long a signature that held is believed; a key that is withdrawn counts after it at the latest.
 */
const BELIEVED_MS = 30_000;
const KEPT_MAX = 20_000;

type Kept = { readonly payload: JWTPayload; readonly untilMs: number };

/**
 * Checking a signature costs more than most of what is asked with it, and one caller asks many
 * things in a row with the same token. Never believed beyond the token's own time.
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
    verify: (token: string) => Promise<JWTPayload>,
  ): Promise<JWTPayload> {
    const known = this.kept.get(token);
    if (known !== undefined && this.nowMs() < known.untilMs) return known.payload;
    this.kept.delete(token);
    const payload = await verify(token);
    const endMs = (payload.exp ?? 0) * 1000;
    this.kept.set(token, { payload, untilMs: Math.min(endMs, this.nowMs() + BELIEVED_MS) });
    if (this.kept.size > KEPT_MAX) {
      const oldest = this.kept.keys().next();
      if (!oldest.done) this.kept.delete(oldest.value);
    }
    return payload;
  }
}
