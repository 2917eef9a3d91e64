import type { Class } from '../fields/field.js';
import { exampleOf } from '../fields/schema.js';
import { validateInput } from '../fields/validate.js';
import { eventSubject } from '../subjects/names.js';
import { EVENT_TYPES, EVENTS } from './catalogue.js';
import { cloudEvent } from './cloud-event.js';

describe('the catalogue of events', () => {
  it.each(EVENT_TYPES)('describes %s with data that fits its schema', (type) => {
    expect(eventSubject(type)).toMatch(/^paidan\.event\.v1\.[a-z]+\.[a-z_]+$/);
    const { data, summary }: { data: Class; summary: string } = EVENTS[type];
    expect(summary).not.toBe('');
    const example: unknown = JSON.parse(JSON.stringify(exampleOf(data)));
    expect(validateInput(data, example, { source: 'nats' })).toMatchObject({ ok: true });
  });
});

describe('the envelope of an event', () => {
  const row = {
    id: '0190f3c2-7b1e-7c3a-9d64-2f8a51e0b7aa',
    type: 'order.posted',
    key: '0190f3c2-0000-7c3a-9d64-2f8a51e0b7aa',
    atMs: 1_796_083_200_000,
    data: { orderId: 'o' },
    requestId: 'req-1',
  };

  it('is a CloudEvent 1.0', () => {
    expect(cloudEvent(row)).toEqual({
      specversion: '1.0',
      id: row.id,
      source: '/paidan/dispatcher',
      type: 'cn.paidan.order.posted.v1',
      subject: row.key,
      time: '2026-12-01T00:00:00.000Z',
      datacontenttype: 'application/json',
      requestid: 'req-1',
      data: { orderId: 'o' },
    });
  });

  it('names no request when there was none, in attributes of small letters and digits only', () => {
    const envelope = cloudEvent({ ...row, requestId: null });
    expect(envelope).not.toHaveProperty('requestid');
    for (const name of Object.keys(cloudEvent(row))) expect(name).toMatch(/^[a-z0-9]{1,20}$/);
  });
});
