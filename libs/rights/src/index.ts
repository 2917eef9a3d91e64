export { calendarOf, calendarWarning, type Calendar } from './clock/calendar.js';
export { CHINESE_CALENDAR } from './clock/chinese-calendar.js';
export { dayInShanghai, dayText } from './clock/civil-day.js';
export { DUE_DAYS, duesOf, type Dues } from './clock/dues.js';

export { type RightsDatabase, type RightsTx } from './ports/database.js';
export { type Hold, type Holds } from './ports/holds.js';

export { advanceErasures, type ErasureMeans } from './erasure/advance-erasures.js';
export { applyFences } from './erasure/apply-fences.js';
export { askErasure, erasureSeen } from './erasure/ask-erasure.js';
export { certificateOf, type ErasureCertificate } from './erasure/certificate.js';
export { acknowledgeErasure, tellRecipients } from './erasure/tell-recipients.js';
export {
  ERASURE_GROUNDS,
  ERASURE_STATES,
  type Erasure,
  type ErasureGround,
  type ErasureNotice,
  type Erasures,
  type ErasureState,
} from './ports/erasures.js';
export { type ErasureNotification, type Outside } from './ports/outside.js';
