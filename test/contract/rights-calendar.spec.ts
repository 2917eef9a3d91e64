import {
  calendarOf,
  CHINESE_CALENDAR,
  duesOf,
  watchDues,
  type Calendar,
  type RightsMeans,
} from '#libs/rights';
import { aRequest } from '../../libs/rights/src/ports/rights-samples.contract.js';
import { dropTemplate, openDatabase, type OpenDatabase } from '../support/database.js';

let postgres: OpenDatabase;

beforeAll(async () => {
  postgres = await openDatabase();
});
afterAll(async () => {
  await postgres.close();
  await dropTemplate();
});

/** Fifteen working days from here end in 2027, which nobody has announced. */
const DECEMBER_MS = Date.UTC(2026, 11, 20, 4);

/** The State Council speaks: only new year's day and the national day, and no make-up day. */
const announced = (): Calendar =>
  calendarOf('chinese-days of next year', {
    holidays: Object.fromEntries(
      [...CHINESE_CALENDAR.holidays, '2027-01-01', '2027-10-01'].map((date) => [date, '']),
    ),
    workdays: Object.fromEntries([...CHINESE_CALENDAR.workdays].map((date) => [date, ''])),
  });

/** What watching due dates asks for, and nothing else. */
const means = (calendar: Calendar): RightsMeans => {
  let ids = 0;
  const entropy = { newId: () => `event-${calendar.version}-${(ids += 1)}`, newSeed: () => '' };
  return { calendar, clock: { nowMs: () => DECEMBER_MS }, entropy } as unknown as RightsMeans;
};

it('[D2] works the limit of open requests out anew when the year is announced, and tells', async () => {
  const { database } = postgres;
  const dues = duesOf(DECEMBER_MS, CHINESE_CALENDAR);
  expect(dues).toMatchObject({ provisional: true, legalDueOn: dues.strictDueOn });
  await database.transact((tx) =>
    tx.requests.insert(aRequest('r1', { receivedAtMs: DECEMBER_MS, dues })),
  );
  expect(await watchDues(database, means(CHINESE_CALENDAR))).toBe(0);
  expect(await watchDues(database, means(announced()))).toBe(1);
  expect(await watchDues(database, means(announced()))).toBe(0);
  const after = await database.read.requests.byId('r1');
  expect(after?.dues).toEqual({
    ...dues,
    provisional: false,
    legalDueOn: '2027-01-11',
    legalDueAtMs: Date.UTC(2027, 0, 11, 16),
    calendarVersion: 'chinese-days of next year',
  });
  const told = await postgres.test.query('SELECT * FROM outbox');
  expect(told).toHaveLength(1);
  expect(JSON.stringify(told)).toContain('request.due_changed');
  expect(JSON.stringify(told)).toContain('2027-01-11');
});
