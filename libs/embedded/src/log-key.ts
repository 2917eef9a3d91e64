// The key that signs the log of decisions. In production it comes from a vault, as a file; on a
// desk it is made on first use. A new one cannot continue a log: whoever holds a checkpoint would
// find the next ones signed by a stranger.
import { generateKeyPairSync } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The PEM of an Ed25519 private key, as of `openssl genpkey -algorithm ed25519`. */
export async function devLogKey(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  // Written whole before it gets its name: two processes that start at once share one.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
  await link(draft, file).catch((cause: unknown) => {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  });
  await unlink(draft);
  return readFile(file, 'utf8');
}
