import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { devLogKey } from '#libs/embedded';
import { signerOf, signingKey, type Signer } from '#libs/explanations';
import type { Config } from './config.js';

/** Who signs the log, under the name it is known by; a steward's business alone. */
export async function logSigner(config: Config): Promise<Signer> {
  const { logKeyFile, logOrigin, home, name } = config;
  const file = logKeyFile ?? join(home, name, 'log-key.pem');
  const pem = logKeyFile === null ? await devLogKey(file) : await readFile(file, 'utf8');
  try {
    return signerOf(logOrigin, signingKey(pem));
  } catch (cause) {
    const made = 'as of `openssl genpkey -algorithm ed25519`';
    throw new Error(`${file}: expected the PEM of an Ed25519 private key, ${made}`, { cause });
  }
}
