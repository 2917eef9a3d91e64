// Keys of data rights on a desk, made on first use. In production both come from outside: a fence
// key that changes lets the erased come back, and a private key that lies here seals nothing.
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { devKek, readKek } from './kek.js';
import { instanceFolder, type Instance } from './instance-folder.js';

/** 32 bytes, from a file of 64 hex digits. */
export const readFenceKey = readKek;
export const devFenceKey = (folder: string): Promise<Uint8Array> =>
  devKek(join(folder, 'fence-key'));

export const fenceKeyFile = (instance: Instance): string =>
  join(instanceFolder(instance), 'fence-key');

const PRIVATE = 'authority-private.pem';

/** The authority's private half on a desk; the service never reads it, `paidan unseal` does. */
export const devAuthorityPrivateKeyFile = (instance: Instance): string =>
  join(instanceFolder(instance), PRIVATE);

/** The public half. The private one is written first, and whichever process comes first wins. */
export async function devAuthorityKey(folder: string): Promise<string> {
  const publicFile = join(folder, 'authority-public.pem');
  if (existsSync(publicFile)) return readFileSync(publicFile, 'utf8');
  await mkdir(dirname(publicFile), { recursive: true });
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const draft = join(folder, `authority.${process.pid}`);
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  try {
    // Fails when another process was first; then its pair counts.
    await link(draft, join(folder, PRIVATE));
    await writeFile(publicFile, publicKey.export({ type: 'spki', format: 'pem' }));
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    while (!existsSync(publicFile)) await new Promise((resolve) => setTimeout(resolve, 20));
  } finally {
    await unlink(draft);
  }
  return readFile(publicFile, 'utf8');
}
