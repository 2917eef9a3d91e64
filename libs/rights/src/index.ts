export { calendarOf, calendarWarning, type Calendar } from './clock/calendar.js';
export { CHINESE_CALENDAR } from './clock/chinese-calendar.js';
export { dayInShanghai, dayText } from './clock/civil-day.js';
export { DUE_DAYS, duesOf, type Dues } from './clock/dues.js';

export { type RightsDatabase, type RightsTx } from './ports/database.js';
export { type Hold, type Holds } from './ports/holds.js';
