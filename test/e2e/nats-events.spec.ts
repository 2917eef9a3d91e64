import {
  cloudEventType,
  EVENT_TYPES,
  EVENTS,
  eventSubject,
  isEventType,
  validateInput,
  type EventType,
} from '#libs/contracts';
import { defaultPolicy, offerRulesOf, tripRulesOf } from '#libs/matcher';
import { allTold } from '../support/event-log.js';
import { allEvents, type HeardEvent } from '../support/events.js';
import { putInForce, shortWindows } from '../support/freight.js';
import { Market } from '../support/market.js';
import { playOrders, playSettings, playTrip } from '../support/order-events.js';
import { OverNats } from '../support/over-nats.js';
import {
  playAwardForAPerson,
  playErasure,
  playRequests,
  playViolation,
} from '../support/request-events.js';
import { playAgreement, playCorrection, playPriority } from '../support/review-events.js';
import { quiet } from '../support/rows.js';
import { eventually, TestService } from '../support/service.js';

// Everything that can happen, happens once; what is told of it is held against the catalogue.

let service: TestService;
let over: OverNats;
let heard: HeardEvent[];

beforeAll(async () => {
  service = await TestService.start();
  over = new OverNats(service);
  await putInForce(service, {
    ...shortWindows({ collectMs: 1_500, stalledAfterMs: 1_000 }),
    // Minutes pass as milliseconds here.
    trip: { ...tripRulesOf(defaultPolicy), outsideFixes: 2, metersPerHourMax: 1_000_000 },
    offers: { ...offerRulesOf(defaultPolicy), batchSize: 1, timeoutMs: 1_500 },
    remedies: { compensationWeight: 10, compensationDays: 30, humanDecisionMs: 1_500 },
  });
  const market = new Market(service);
  const plays = [playOrders, playTrip, playSettings, playRequests, playAwardForAPerson];
  const remedies = [playViolation, playErasure, playPriority, playCorrection, playAgreement];
  await Promise.all([...plays, ...remedies].map((play) => play(market)));
  await eventually(() => toldOf('order.stalled'), { what: 'an order that stands still' });
  await quiet(service.database);
  heard = await allEvents(await over.as('dispatcher'));
}, 180_000);

afterAll(async () => {
  await over.close();
  await service.dispose();
});

const toldOf = async (type: EventType): Promise<boolean> =>
  (await service.database.query('SELECT FROM outbox WHERE type = $1', [type])).length > 0;

/** The field of an event's data that its CloudEvent's subject repeats. */
const KEY_FIELDS = {
  order: 'orderId',
  driver: 'driverId',
  city: 'cityCode',
  purpose: 'purpose',
  erasure: 'erasureId',
  rule: 'key',
} as const satisfies Record<(typeof EVENTS)[EventType]['key'], string>;

const typeOf = ({ subject }: HeardEvent): string => subject.slice(eventSubject('').length);

describe('what the service tells the world', () => {
  it('is every kind of event', () => {
    const types = new Set(heard.map(typeOf));
    expect(EVENT_TYPES.filter((type) => !types.has(type))).toEqual([]);
  });

  it('is a CloudEvent each, that fits the catalogue', () => {
    const wrong: string[] = [];
    for (const each of heard) {
      const { messageId, event } = each;
      const type = typeOf(each);
      if (!isEventType(type)) {
        wrong.push(`${type}: not in the catalogue`);
        continue;
      }
      const { data, key } = EVENTS[type];
      const checked = validateInput(data as new () => object, event.data, { source: 'nats' });
      if (!checked.ok) wrong.push(`${type}: ${JSON.stringify(checked.errors)}`);
      const about = (event.data as Record<string, unknown>)[KEY_FIELDS[key]];
      if (about !== event.subject)
        wrong.push(`${type}: subject ${event.subject} is not its ${key}`);
      expect(event).toMatchObject({
        ...{ specversion: '1.0', type: cloudEventType(type), source: '/paidan/dispatcher' },
        ...{ datacontenttype: 'application/json', id: messageId },
      });
      expect(Number.isNaN(Date.parse(event.time))).toBe(false);
    }
    expect(wrong).toEqual([]);
  });

  it('is told once, and nothing is told that did not happen', async () => {
    const { url, passwords } = await service.natsAddress();
    const told = await allTold(service.database, { url, password: passwords.dispatcher });
    expect(told.stream).toEqual(told.outbox);
    expect([new Set(told.stream).size, told.dead]).toEqual([told.stream.length, 0]);
    expect(told.stream.length).toBeGreaterThanOrEqual(heard.length);
  });

  it('[M5 D7] holds no position, no truck and nobody but the driver it is about', () => {
    for (const { event } of heard) {
      const text = JSON.stringify(event.data);
      expect(text).not.toMatch(/"(?:lat|lng|position|vehicle|reason|phone)"/);
    }
  });
});
