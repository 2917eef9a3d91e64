// The key that wraps the drivers' keys. In production it comes from a vault, as a file; on a desk
// it is made on first use and lies beside the data it protects, which protects it from nobody who
// can read that folder.
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { instanceFolder, type Instance } from './instance-folder.js';

const KEK = /^[0-9a-f]{64}$/;

export const kekFile = (instance: Instance): string => join(instanceFolder(instance), 'kek');

/** 32 bytes, from a file of 64 hex digits. */
export async function readKek(file: string): Promise<Uint8Array> {
  const text = (await readFile(file, 'utf8')).trim();
  if (!KEK.test(text)) {
    throw new Error(`${file}: expected 64 lower-case hex digits, as of \`openssl rand -hex 32\``);
  }
  return Buffer.from(text, 'hex');
}

/** Made on first use, whole before it gets its name: two processes that start at once share one. */
export async function devKek(file: string): Promise<Uint8Array> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  await link(draft, file).catch((cause: unknown) => {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  });
  await unlink(draft);
  return readKek(file);
}
