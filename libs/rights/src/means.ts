import type { Caller, Explaining, Matching } from '#libs/dispatch';
import type { Calendar } from './clock/calendar.js';
import type { RightsTx } from './ports/database.js';

/** What every use case of this room needs; made once a process. */
export type RightsMeans = Matching & {
  readonly calendar: Calendar;
  /** What it takes to say why, so that an answer says what the driver reads himself. */
  readonly explaining: Explaining<RightsTx>;
};

/** What closes a request that no person had to look at. */
export const SYSTEM = 'system';

/** Who acts when nobody asked: a worker of the service itself. */
export const THE_SERVICE: Caller = { role: 'service', subject: SYSTEM, requestId: null };
