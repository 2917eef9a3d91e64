import type { EventType } from '../events/catalogue.js';
import { OPERATIONS, type OperationId } from '../operations/catalogue.js';
import type { Role } from '../vocabulary.js';
import {
  ALL_EVENTS,
  ALL_NOTICES,
  ALL_REQUESTS,
  EVENT_STREAM,
  eventSubject,
  FENCE_PREFIX,
  noticesOf,
  requestSubject,
} from './names.js';

/** Each team is one user of the broker: a token says who asks, the user says through whom. */
export const TEAMS = [
  'dispatcher',
  'gateway',
  'fleet-terminal',
  'partner',
  'operations',
  'observer',
] as const;
export type Team = (typeof TEAMS)[number];

export type TeamPermissions = {
  readonly team: Team;
  readonly purpose: string;
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
  /** May answer whatever it is asked, on the asker's inbox, and nothing else there. */
  readonly answers: boolean;
};

/** Clients must set it, so that nobody can listen to another team's answers. */
export const inboxPrefix = (team: Team): string => `_INBOX_${team}`;

const subjectsFor = (...roles: readonly Role[]): string[] =>
  OPERATIONS.filter((each) => each.roles.some((role) => roles.includes(role))).map(
    ({ subject }) => subject,
  );
const subjectsOf = (...ids: readonly OperationId[]): string[] => ids.map(requestSubject);
const sorted = (...subjects: readonly string[]): string[] => [...new Set(subjects)].sort();

/** `nats micro`-style discovery: ping, info and statistics, of all or of one. */
const DISCOVERY = '$SRV.>';

/**
 * Reading events through JetStream by one durable consumer that bears the team's name and sees no
 * more than `filter`: the server holds the name and filter in the subject against those in the
 * request.
 */
function reading(durable: Team | 'partner-trips', filter: string): string[] {
  return [
    `$JS.API.CONSUMER.CREATE.${EVENT_STREAM}.${durable}.${filter}`,
    `$JS.API.CONSUMER.INFO.${EVENT_STREAM}.${durable}`,
    `$JS.API.CONSUMER.MSG.NEXT.${EVENT_STREAM}.${durable}`,
    `$JS.ACK.${EVENT_STREAM}.${durable}.>`,
    `$JS.API.STREAM.INFO.${EVENT_STREAM}`,
    '$JS.API.INFO',
  ];
}

const ORDER_EVENTS = eventSubject('order.>');
const TRIP_DOUBTS = eventSubject('trip.suspect');

/**
 * Who may say and hear what (S3). Shipped as broker configuration and used by the embedded broker.
 */
export const TEAM_PERMISSIONS: readonly TeamPermissions[] = [
  {
    team: 'dispatcher',
    purpose: 'The service itself: answers every request, owns the stream of events.',
    publish: sorted(
      ...[ALL_EVENTS, ALL_NOTICES, `${FENCE_PREFIX}>`],
      ...['$JS.API.>', `$JS.ACK.${EVENT_STREAM}.>`],
    ),
    subscribe: sorted(ALL_REQUESTS, DISCOVERY, inbox('dispatcher')),
    answers: true,
  },
  {
    team: 'gateway',
    purpose: 'Back ends of the apps of shippers, drivers and carriers, and of registration.',
    publish: sorted(
      ...subjectsFor('shipper', 'driver', 'carrier'),
      ...subjectsOf('driver.register', 'request.verify', 'erasure.acknowledge'),
      DISCOVERY,
    ),
    subscribe: sorted(inbox('gateway'), noticesOf('gateway')),
    answers: false,
  },
  {
    team: 'fleet-terminal',
    purpose: 'Collects the positions of vehicle terminals, and does nothing else.',
    publish: subjectsOf('position.report'),
    subscribe: [inbox('fleet-terminal')],
    answers: false,
  },
  {
    team: 'partner',
    purpose: 'Payment, agreement, history and fraud services: they tell what they know.',
    publish: sorted(
      ...subjectsOf('order.deposit', 'order.document', 'order.get', 'outcome.import'),
      ...subjectsOf('erasure.acknowledge', 'violation.record'),
      ...reading('partner', ORDER_EVENTS),
      // A consumer has one filter in nats-server 2.9.10, hence a second one for what it judges
      // (S4).
      ...reading('partner-trips', TRIP_DOUBTS),
    ),
    subscribe: sorted(ORDER_EVENTS, TRIP_DOUBTS, inbox('partner'), noticesOf('partner')),
    answers: false,
  },
  {
    team: 'operations',
    purpose: 'Desks of operators and reviewers.',
    publish: sorted(
      ...subjectsFor('operator', 'reviewer'),
      ...subjectsOf('erasure.acknowledge'),
      DISCOVERY,
      ...reading('operations', ALL_EVENTS),
    ),
    subscribe: sorted(ALL_EVENTS, inbox('operations'), noticesOf('operations')),
    answers: false,
  },
  {
    team: 'observer',
    purpose: 'Dashboards and audits: hears every event, and says only whom it has deleted.',
    publish: sorted(
      ...subjectsOf('erasure.acknowledge'),
      DISCOVERY,
      ...reading('observer', ALL_EVENTS),
    ),
    subscribe: sorted(ALL_EVENTS, inbox('observer'), noticesOf('observer')),
    answers: false,
  },
];

/** The teams that may hear events of a type, beside the service itself. */
export const teamsHearing = (type: EventType): Team[] =>
  TEAM_PERMISSIONS.filter(({ subscribe }) =>
    subscribe.some((pattern) =>
      pattern.endsWith('>')
        ? eventSubject(type).startsWith(pattern.slice(0, -1))
        : eventSubject(type) === pattern,
    ),
  ).map(({ team }) => team);

function inbox(team: Team): string {
  return `${inboxPrefix(team)}.>`;
}
