import { Rejection } from '#libs/dispatch';
import { DatabaseFault } from '#libs/postgres';
import { ProblemError } from '../requests/problem-error.js';
import { problemOf } from '../requests/problem-filter.js';
import { errorOf, failureOf } from './messages.js';

const field = { path: '/driverId', code: 'minimum', message: 'expected more' };
const THROWN: readonly (readonly [string, unknown])[] = [
  ['a rejection', new Rejection('rate_limited', 'too often', [field], 7)],
  ['a rejection with nothing but a code', new Rejection('access_not_approved', 'nobody has')],
  ['a problem of the edge', new ProblemError('forbidden', 'not you', [field], 3)],
  ['a database that is away', new DatabaseFault('it could not be reached', null, null)],
  ['a database that says no', new DatabaseFault('it is twice there', '23505', 'orders_pkey')],
  ['a bug', new TypeError('x is not a function')],
  ['what is no error at all', 'thrown as text'],
];

/** What threads do with a message. */
const across = <T>(value: T): T => structuredClone(value);

describe('an error that crosses from the thread that answers', () => {
  it.each(THROWN)('is told as the same problem: %s', (_name, thrown) => {
    const told = problemOf(errorOf(across(failureOf(thrown))), 'req-1');
    expect(told).toEqual(problemOf(thrown, 'req-1'));
    expect(told.status).toBeGreaterThanOrEqual(400);
  });

  it('keeps where it was thrown, for whoever mends it', () => {
    const bug = new TypeError('x is not a function');
    const { message, stack } = errorOf(across(failureOf(bug)));
    expect([message, stack]).toEqual([bug.message, bug.stack]);
  });
});
