// A key of the installation's own, for desks, demos and tests, where no identity service is at
// hand. Whoever can read the file can be anyone, which is why a service in production does not
// start with it.
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import { instanceFolder } from './instance-folder.js';
import type { Instance } from './instance-folder.js';

const ALGORITHM = 'EdDSA';

export const devKeyFile = (instance: Instance): string =>
  join(instanceFolder(instance), 'dev-key.json');

/** Made on first use. */
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

/** The open half, for those who check tokens. */
export function devKeys(jwk: JWK): JWTVerifyGetKey {
  const { d: _private, ...open } = jwk;
  return createLocalJWKSet({ keys: [open] });
}

export type DevClaims = {
  readonly role: string;
  readonly subject: string;
  readonly issuer: string;
  readonly audience: string;
  readonly lifetimeSeconds: number;
};

/** The key is read once: a demo signs for thousands. */
export async function devSigner(jwk: JWK): Promise<(claims: DevClaims) => Promise<string>> {
  const key = await importJWK(jwk, ALGORITHM);
  return ({ role, subject, issuer, audience, lifetimeSeconds }) => {
    const nowSeconds = Math.floor(Date.now() / 1000);
    return new SignJWT({ role })
      .setProtectedHeader({ alg: ALGORITHM, kid: 'dev' })
      .setSubject(subject)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + lifetimeSeconds)
      .sign(key);
  };
}
