import type { Caller } from '../caller.js';
import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import type { ConsentText } from '../ports/consents.js';
import type { Tx } from '../ports/database.js';
import { Rejection } from '../rejection.js';
import { newestText, NOTICE_MS } from './consent-shelf.js';

export type NewConsentText = Pick<ConsentText, 'purpose' | 'version' | 'title' | 'sha256'> & {
  /** Null is as soon as may be. */
  readonly effectiveAtMs: number | null;
};

/**
 * Publishes a text. It takes effect seven days later at the earliest (R10): until then the one
 * before it holds, and drivers may agree to the new one ahead.
 */
export async function putConsentText(
  tx: Tx,
  { clock, entropy }: Pick<Matching, 'clock' | 'entropy'>,
  caller: Caller,
  { purpose, version, title, sha256, effectiveAtMs }: NewConsentText,
): Promise<ConsentText> {
  const publishedAtMs = clock.nowMs();
  const earliestMs = publishedAtMs + NOTICE_MS;
  const text: ConsentText = {
    purpose,
    version,
    title,
    sha256,
    publishedAtMs,
    effectiveAtMs: effectiveAtMs ?? earliestMs,
    putBy: caller.subject,
  };
  const before = newestText(await tx.consents.texts(), purpose);
  const latestMs = Math.max(earliestMs, (before?.effectiveAtMs ?? 0) + 1);
  if (text.effectiveAtMs < earliestMs || text.effectiveAtMs < latestMs) {
    throw new Rejection('validation_failed', 'The text would hold too soon.', [
      {
        path: '/effectiveAt',
        code: 'too_soon',
        message:
          'expected seven days from now or later, and after the text before it: ' +
          `${new Date(latestMs).toISOString()} or later`,
      },
    ]);
  }
  if (!(await tx.consents.putText(text))) {
    throw new Rejection(
      'wrong_state',
      `The text ${version} for ${purpose} was published already. A change is a new version.`,
    );
  }
  await tx.audit.add({
    id: entropy.newId(),
    atMs: publishedAtMs,
    actor: caller.subject,
    role: caller.role,
    action: 'consent.publish',
    subject: `${purpose}/${version}`,
    reason: title.en,
    detail: { sha256, effectiveAtMs: text.effectiveAtMs },
  });
  await tx.outbox.add([
    event(entropy, caller.requestId, publishedAtMs, 'consent.text_published', purpose, {
      purpose,
      version,
      sha256,
      effectiveAtMs: text.effectiveAtMs,
    }),
  ]);
  return text;
}
