import { canonicalJson, sha256Hex } from '#libs/explanations';
import type { Caller } from './caller.js';
import type { Clock } from './ports/clock.js';
import type { Tx } from './ports/database.js';
import { Rejection } from './rejection.js';

export type Answer<T> = { readonly status: number; readonly body: T };

/**
 * Runs a command once a key: its effect and its answer are written in one transaction, a repetition
 * gets the stored answer, another body under the same key is refused. A command that is turned down
 * leaves nothing behind, its key included, so it can be mended and sent again.
 */
export async function once<T, X extends Tx = Tx>(
  database: { transact<R>(work: (tx: X) => Promise<R>): Promise<R> },
  clock: Clock,
  caller: Caller,
  request: { readonly operation: string; readonly key: string | null; readonly input: unknown },
  work: (tx: X) => Promise<Answer<T>>,
): Promise<Answer<T> & { readonly replayed: boolean }> {
  const { operation, key, input } = request;
  return database.transact(async (tx) => {
    if (key === null) return { ...(await work(tx)), replayed: false };
    const scope = `${caller.role}/${caller.subject}/${operation}`;
    // A checked request is an instance of its class; what counts is what it says.
    const plain: unknown = JSON.parse(JSON.stringify(input));
    const fingerprint = sha256Hex(canonicalJson(plain));
    const taken = await tx.idempotency.take({ scope, key, fingerprint, atMs: clock.nowMs() });
    switch (taken.kind) {
      case 'mismatch':
        throw new Rejection(
          'idempotency_key_reused',
          `Idempotency-Key ${key} was used for another body. Send a new key with a new command.`,
        );
      case 'done':
        // What was stored is what was answered: the same shape by construction.
        return { status: taken.status, body: JSON.parse(taken.body) as T, replayed: true };
      case 'fresh': {
        const answer = await work(tx);
        const body = JSON.stringify(answer.body);
        await tx.idempotency.store({ scope, key }, { status: answer.status, body });
        return { ...answer, replayed: false };
      }
    }
  });
}
