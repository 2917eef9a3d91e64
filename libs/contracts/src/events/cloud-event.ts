import { timeText } from '../fields/times.js';

/** CloudEvents 1.0, structured JSON; `requestid` is our one extension. */
export type CloudEvent = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly requestid?: string;
  readonly data: unknown;
};

export const EVENT_SOURCE = '/paidan/dispatcher';
export const EVENT_MEDIA_TYPE = 'application/cloudevents+json';

/** Reversed domain and version: a breaking change of the data is a new type beside the old. */
export const cloudEventType = (type: string): string => `cn.paidan.${type}.v1`;

/** The envelope of one outbox row. `source` and `id` together name an event for ever. */
export function cloudEvent({
  id,
  type,
  key,
  atMs,
  data,
  requestId,
}: {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly atMs: number;
  readonly data: unknown;
  readonly requestId: string | null;
}): CloudEvent {
  return {
    specversion: '1.0',
    id,
    source: EVENT_SOURCE,
    type: cloudEventType(type),
    subject: key,
    time: timeText(atMs),
    datacontenttype: 'application/json',
    ...(requestId === null ? {} : { requestid: requestId }),
    data,
  };
}
