import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import type { Role } from '#libs/dispatch';

const ALGORITHM = 'EdDSA';

/**
 * A key made on first use, for desks and tests. Whoever can read the file can be anyone, which is why
 * a service in production does not start with it.
 */
export async function devKey(file: string): Promise<JWK> {
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return JSON.parse(known) as JWK;
  await mkdir(dirname(file), { recursive: true });
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), alg: ALGORITHM, kid: 'dev' };
  // Written whole before it gets its name, so that two processes that start at once agree on one.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(jwk), { mode: 0o600 });
  await link(draft, file).catch((cause: unknown) => {
    if (!isExisting(cause)) throw cause;
  });
  await unlink(draft);
  return JSON.parse(await readFile(file, 'utf8')) as JWK;
}

const isExisting = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';

export function devKeys(jwk: JWK): JWTVerifyGetKey {
  const { d: _private, ...open } = jwk;
  return createLocalJWKSet({ keys: [open] });
}

export async function signDevToken(
  jwk: JWK,
  claims: {
    readonly role: Role;
    readonly subject: string;
    readonly issuer: string;
    readonly audience: string;
    readonly lifetimeSeconds: number;
  },
): Promise<string> {
  const key = await importJWK(jwk, ALGORITHM);
  const nowSeconds = Math.floor(Date.now() / 1000);
  return new SignJWT({ role: claims.role })
    .setProtectedHeader({ alg: ALGORITHM, kid: 'dev' })
    .setSubject(claims.subject)
    .setIssuer(claims.issuer)
    .setAudience(claims.audience)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + claims.lifetimeSeconds)
    .sign(key);
}
