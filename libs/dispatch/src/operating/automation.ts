import type { Caller } from '../caller.js';
import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import { mustKnowCity } from '../place.js';
import type { Tx } from '../ports/database.js';

/** Stops or resumes automated decisions on a city's orders; grabs and commands go on meanwhile. */
export async function setAutomation(
  tx: Tx,
  { clock, entropy }: Pick<Matching, 'clock' | 'entropy'>,
  caller: Caller,
  { cityCode, paused, reason }: { cityCode: string; paused: boolean; reason: string },
): Promise<void> {
  mustKnowCity(cityCode, '/cityCode');
  const nowMs = clock.nowMs();
  if (paused) {
    await tx.automation.pause(cityCode, caller.subject, reason, nowMs);
  } else {
    await tx.automation.resume(cityCode);
    await tx.wakeUps.hurry(cityCode, nowMs);
  }
  await tx.audit.add({
    id: entropy.newId(),
    atMs: nowMs,
    actor: caller.subject,
    role: caller.role,
    action: paused ? 'automation.pause' : 'automation.resume',
    subject: cityCode,
    reason,
    detail: null,
  });
  await tx.outbox.add([
    event(entropy, caller.requestId, nowMs, 'automation.changed', cityCode, { cityCode, paused }),
  ]);
}
