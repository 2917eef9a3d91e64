import { duesOf } from '../clock/dues.js';
import { THE_SERVICE, type RightsMeans } from '../means.js';
import type { RightsDatabase } from '../ports/database.js';
import { tell } from './tell.js';

const DAY_MS = 86_400_000;
/** Told when no more than this is left until the target. */
export const NEAR_MS = 3 * DAY_MS;
const AT_ONCE_MAX = 200;

/**
 * Works out the dates of open requests anew when the calendar has changed, and tells of those that
 * come near their target, pass it, or pass the limit: once each. Answers how many it touched.
 */
export async function watchDues(database: RightsDatabase, means: RightsMeans): Promise<number> {
  const { calendar, clock } = means;
  return database.transact(async (tx) => {
    const outdated = await tx.requests.openWithOtherCalendar(calendar.version, AT_ONCE_MAX);
    for (const request of outdated) {
      const dues = duesOf(request.receivedAtMs, calendar);
      await tx.requests.setDues(request.requestId, dues);
      if (dues.legalDueOn !== request.dues.legalDueOn) {
        await tell(tx, means, THE_SERVICE, request, 'request.due_changed', { dues });
      }
    }
    const late = await tx.requests.untold(clock.nowMs(), NEAR_MS, AT_ONCE_MAX);
    for (const { request, lateness } of late) {
      await tx.requests.tell(request.requestId, lateness);
      const { dues } = request;
      const type = lateness === 'nearing_due' ? 'request.nearing_due' : 'request.overdue';
      await tell(tx, means, THE_SERVICE, request, type, { lateness, dues });
    }
    return outdated.length + late.length;
  });
}
