import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, createInbox, type NatsConnection } from '@nats-io/transport-node';
import {
  ALL_EVENTS,
  EVENT_STREAM,
  eventSubject,
  inboxPrefix,
  natsAuthorization,
  natsConfigTemplate,
  OPERATIONS,
  passwordVariable,
  requestSubject,
  TEAM_PERMISSIONS,
  TEAMS,
  type Team,
} from '#libs/contracts';
import { startNats, type EmbeddedNats } from '#libs/embedded';
import { ensureEventStream } from '#libs/nats';

const passwords: Record<Team, string> = {
  dispatcher: '$1-of-dispatcher',
  gateway: '1234567890',
  'fleet-terminal': 'of-terminals',
  partner: 'of-partner',
  operations: 'of-operations',
  observer: 'of-observer',
};

const TOLD = ['order.posted', 'driver.registered', 'order.awarded', 'trip.suspect'];

describe('[S3] the shipped permissions on a real broker', () => {
  let server: EmbeddedNats;
  const open: NatsConnection[] = [];

  const as = async (team: Team): Promise<NatsConnection> => {
    const connection = await connect({
      servers: server.url,
      user: team,
      pass: passwords[team],
      inboxPrefix: inboxPrefix(team),
      maxReconnectAttempts: 0,
    });
    open.push(connection);
    return connection;
  };

  /** Why the broker would not take it; null when it did. */
  const refusalOf = async (
    connection: NatsConnection,
    act: (connection: NatsConnection) => void,
  ): Promise<string | null> => {
    const refusals: string[] = [];
    const watching = (async () => {
      for await (const status of connection.status()) {
        if (status.type === 'error') refusals.push(status.error.message);
      }
    })();
    act(connection);
    await connection.flush();
    await connection.close();
    await watching;
    return refusals[0] ?? null;
  };
  const publishing = async (team: Team, subject: string): Promise<string | null> =>
    refusalOf(await as(team), (connection) => connection.publish(subject, '{}'));
  const hearing = async (team: Team, subject: string): Promise<string | null> =>
    refusalOf(await as(team), (connection) => {
      connection.subscribe(subject, { callback: () => undefined });
    });

  beforeAll(async () => {
    server = await startNats({
      ephemeral: true,
      log: () => undefined,
      configText: natsAuthorization(passwords),
    });
    const dispatcher = await as('dispatcher');
    await ensureEventStream(dispatcher, { name: EVENT_STREAM, subject: ALL_EVENTS });
    dispatcher.subscribe('paidan.v1.>', {
      queue: 'dispatcher',
      callback: (_, message) => void message.respond(message.subject),
    });
    const js = jetstream(dispatcher);
    for (const type of TOLD) {
      await js.publish(eventSubject(type), '{}', { msgID: type });
    }
    await dispatcher.flush();
  }, 30_000);

  afterAll(async () => {
    for (const connection of open) await connection.close();
    await server.stop();
  });

  it('lets each team ask exactly what the table says, and be answered', async () => {
    for (const { team, publish } of TEAM_PERMISSIONS.filter((each) => !each.answers)) {
      const connection = await as(team);
      const allowed = OPERATIONS.filter(({ subject }) => publish.includes(subject));
      for (const { subject } of allowed) {
        const answer = await connection.request(subject, '{}', { timeout: 2_000 });
        expect(answer.string()).toBe(subject);
      }
      await connection.close();
      const refused = OPERATIONS.find(({ subject }) => !publish.includes(subject));
      if (refused === undefined) throw new Error(`${team} may ask everything`);
      expect(await publishing(team, refused.subject)).toContain('Permissions Violation');
    }
  });

  it.each<[Team, string]>([
    ['gateway', eventSubject('order.awarded')],
    ['partner', eventSubject('order.awarded')],
    ['partner', requestSubject('order.assign')],
    ['observer', requestSubject('order.get')],
    ['operations', `$JS.API.STREAM.DELETE.${EVENT_STREAM}`],
    ['observer', `$JS.API.STREAM.PURGE.${EVENT_STREAM}`],
    ['observer', `$JS.API.CONSUMER.DELETE.${EVENT_STREAM}.operations`],
    ['observer', `$JS.API.CONSUMER.CREATE.${EVENT_STREAM}`],
    ['partner', `$JS.API.CONSUMER.MSG.NEXT.${EVENT_STREAM}.observer`],
    ['gateway', createInbox(inboxPrefix('operations'))],
    ['dispatcher', createInbox(inboxPrefix('gateway'))],
  ])('does not let %s publish on %s', async (team, subject) => {
    expect(await publishing(team, subject)).toContain('Permissions Violation');
  });

  it.each<[Team, string]>([
    ['gateway', 'paidan.v1.>'],
    ['gateway', `${inboxPrefix('operations')}.>`],
    ['gateway', '_INBOX_*.>'],
    ['gateway', '>'],
    ['gateway', ALL_EVENTS],
    ['fleet-terminal', ALL_EVENTS],
    ['partner', ALL_EVENTS],
    ['partner', eventSubject('driver.registered')],
    ['observer', 'paidan.v1.order.post'],
  ])('does not let %s listen to %s', async (team, subject) => {
    expect(await hearing(team, subject)).toContain('Permissions Violation');
  });

  it.each<[Team, string, string, readonly string[]]>([
    ['observer', ALL_EVENTS, 'observer', TOLD],
    ['operations', ALL_EVENTS, 'operations', TOLD],
    ['partner', eventSubject('order.>'), 'partner', ['order.posted', 'order.awarded']],
    ['partner', eventSubject('trip.suspect'), 'partner-trips', ['trip.suspect']],
  ])('lets %s read %s from the stream by its consumer %s', async (team, filter, durable, types) => {
    const connection = await as(team);
    const manager = await jetstreamManager(connection, { checkAPI: false });
    await manager.consumers.add(EVENT_STREAM, {
      durable_name: durable,
      filter_subject: filter,
      ack_policy: 'explicit',
    });
    const consumer = await jetstream(connection, { checkAPI: false }).consumers.get(
      EVENT_STREAM,
      durable,
    );
    const read: string[] = [];
    for await (const message of await consumer.fetch({ max_messages: 10, expires: 1_000 })) {
      read.push(message.subject);
      expect(await message.ackAck()).toBe(true);
    }
    expect(read).toEqual(types.map(eventSubject));
  });

  it('does not let a partner widen its consumer beyond the events of orders', async () => {
    const connection = await as('partner');
    const create = `$JS.API.CONSUMER.CREATE.${EVENT_STREAM}.partner.${eventSubject('order.>')}`;
    const answer = await connection.request(
      create,
      JSON.stringify({
        stream_name: EVENT_STREAM,
        config: {
          name: 'partner',
          durable_name: 'partner',
          filter_subject: ALL_EVENTS,
          ack_policy: 'explicit',
        },
        action: '',
      }),
    );
    expect(answer.json()).toMatchObject({
      error: { description: expect.stringContaining('filter') },
    });
  });

  it('lets a desk discover the service', async () => {
    const dispatcher = await as('dispatcher');
    dispatcher.subscribe('$SRV.PING', { callback: (_, message) => void message.respond('pong') });
    await dispatcher.flush();
    const operations = await as('operations');
    expect((await operations.request('$SRV.PING')).string()).toBe('pong');
  });

  it('turns away who has no password', async () => {
    await expect(connect({ servers: server.url, maxReconnectAttempts: 0 })).rejects.toThrow();
  });

  it('ships a template that the server takes as it is', () => {
    const folder = mkdtempSync(join(tmpdir(), 'paidan-nats-template-'));
    const file = join(folder, 'nats.conf');
    writeFileSync(file, natsConfigTemplate());
    const variables = Object.fromEntries(
      TEAMS.map((team) => [passwordVariable(team), `p-${team}`]),
    );
    try {
      const env = { ...process.env, ...variables };
      execFileSync(server.binary, ['-t', '-c', file], { env, stdio: 'pipe' });
      const bare = { PATH: process.env['PATH'] };
      expect(() =>
        execFileSync(server.binary, ['-t', '-c', file], { env: bare, stdio: 'pipe' }),
      ).toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
