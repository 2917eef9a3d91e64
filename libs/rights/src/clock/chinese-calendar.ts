import table from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import edition from 'chinese-days/package.json' with { type: 'json' };
import { calendarOf } from './calendar.js';

/**
 * The announced days of 2004 and after, as the pinned package has them. Only its table is used: its
 * own arithmetic hangs on the server's zone and answers for years nobody has announced.
 */
export const CHINESE_CALENDAR = calendarOf(`chinese-days ${edition.version}`, table);
