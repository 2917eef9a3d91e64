/**
 * The subjects' first tokens carry the version: a breaking change gets new subjects beside the old.
 */
const REQUEST_PREFIX = 'paidan.v1';
const EVENT_PREFIX = 'paidan.event.v1';

export const requestSubject = (operationId: string): string => `${REQUEST_PREFIX}.${operationId}`;
export const eventSubject = (type: string): string => `${EVENT_PREFIX}.${type}`;

/** Every request of this version; what the service listens to. */
export const ALL_REQUESTS = `${REQUEST_PREFIX}.>`;
/** Every event of this version; what the stream keeps. */
export const ALL_EVENTS = `${EVENT_PREFIX}.>`;

export const EVENT_STREAM = 'PAIDAN_EVENTS';

/** Fences against those who were erased; kept for ever, and told to nobody. */
export const FENCE_STREAM = 'PAIDAN_FENCES';
export const FENCE_PREFIX = 'paidan.fence.v1.';

const NOTICE_PREFIX = 'paidan.notice.v1';
/** What one team is told by name, in a message that no stream keeps, until it acknowledges. */
export const noticeSubject = (team: string, what: string): string =>
  `${NOTICE_PREFIX}.${team}.${what}`;
export const noticesOf = (team: string): string => `${NOTICE_PREFIX}.${team}.>`;
export const ALL_NOTICES = `${NOTICE_PREFIX}.>`;
