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
