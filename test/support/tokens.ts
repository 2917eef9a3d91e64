import { readFile } from 'node:fs/promises';
import { importJWK, SignJWT, type JWK } from 'jose';

export type TokenOptions = {
  readonly issuer?: string;
  readonly audience?: string;
  readonly expiresInSeconds?: number;
  readonly claims?: Readonly<Record<string, unknown>>;
};

/** Signs as the identity service would, with the installation's development key. */
export class TokenMaker {
  private key: Promise<JWK> | null = null;
  private readonly kept = new Map<string, Promise<string>>();

  constructor(private readonly file: string) {}

  sign(role: string, subject: string): Promise<string> {
    const known = this.kept.get(`${role}/${subject}`);
    if (known !== undefined) return known;
    const made = this.make(role, subject);
    this.kept.set(`${role}/${subject}`, made);
    return made;
  }

  async make(role: string, subject: string, options: TokenOptions = {}): Promise<string> {
    this.key ??= readFile(this.file, 'utf8').then((text) => JSON.parse(text) as JWK);
    const nowSeconds = Math.floor(Date.now() / 1000);
    return new SignJWT({ role, ...options.claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'dev' })
      .setSubject(subject)
      .setIssuer(options.issuer ?? 'paidan-dev')
      .setAudience(options.audience ?? 'paidan')
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + (options.expiresInSeconds ?? 3_600))
      .sign(await importJWK(await this.key, 'EdDSA'));
  }
}
