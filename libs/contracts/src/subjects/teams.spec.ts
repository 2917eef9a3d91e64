import { OPERATIONS } from '../operations/catalogue.js';
import { natsAuthorization, natsConfigTemplate, passwordVariable } from './nats-config.js';
import { TEAM_PERMISSIONS, TEAMS, type Team } from './teams.js';

const of = (team: Team) => {
  const found = TEAM_PERMISSIONS.find((each) => each.team === team);
  if (found === undefined) throw new Error(team);
  return found;
};

const passwords: Record<Team, string> = {
  dispatcher: 'd-$ecret',
  gateway: '12345',
  'fleet-terminal': 'f',
  partner: 'p',
  operations: 'o',
  observer: 'ob',
};

describe('[S3] the table of subjects', () => {
  it('has one row a team', () => {
    expect(TEAM_PERMISSIONS.map(({ team }) => team)).toEqual([...TEAMS]);
  });

  it('lets each team hear its own inbox and no other', () => {
    for (const { team, subscribe } of TEAM_PERMISSIONS) {
      const inboxes = subscribe.filter((subject) => subject.startsWith('_INBOX'));
      expect(inboxes).toEqual([`_INBOX_${team}.>`]);
    }
  });

  it('lets nobody but the dispatcher listen to requests, write events or answer', () => {
    for (const { team, publish, subscribe, answers } of TEAM_PERMISSIONS) {
      if (team === 'dispatcher') continue;
      expect(subscribe.filter((subject) => subject.startsWith('paidan.v1'))).toEqual([]);
      expect(publish.filter((subject) => subject.startsWith('paidan.event'))).toEqual([]);
      expect(publish.filter((subject) => subject.startsWith('$JS.API.STREAM'))).toEqual(
        publish.includes('$JS.API.INFO') ? ['$JS.API.STREAM.INFO.PAIDAN_EVENTS'] : [],
      );
      expect(answers).toBe(false);
    }
  });

  it('lets every operation be asked by some team, one subject at a time', () => {
    for (const { subject } of OPERATIONS) {
      expect(TEAM_PERMISSIONS.some(({ publish }) => publish.includes(subject))).toBe(true);
    }
    const wild = TEAM_PERMISSIONS.flatMap(({ publish }) => publish).filter(
      (subject) => subject.startsWith('paidan.v1') && /[*>]/.test(subject),
    );
    expect(wild).toEqual([]);
  });

  it('keeps vehicle terminals to reporting positions', () => {
    expect(of('fleet-terminal').publish).toEqual(['paidan.v1.position.report']);
  });

  it('[S4] shows partners the events of orders, and doubts about trips, only', () => {
    const { publish, subscribe } = of('partner');
    expect(subscribe).toEqual([
      '_INBOX_partner.>',
      'paidan.event.v1.order.>',
      'paidan.event.v1.trip.suspect',
      'paidan.notice.v1.partner.>',
    ]);
    expect(publish.filter((subject) => subject.includes('CONSUMER.CREATE'))).toEqual([
      '$JS.API.CONSUMER.CREATE.PAIDAN_EVENTS.partner-trips.paidan.event.v1.trip.suspect',
      '$JS.API.CONSUMER.CREATE.PAIDAN_EVENTS.partner.paidan.event.v1.order.>',
    ]);
  });
});

describe('the configuration of the broker', () => {
  it('holds a user a team with his password in quotes', () => {
    const text = natsAuthorization(passwords);
    for (const team of TEAMS) expect(text).toContain(`user: "${team}"`);
    expect(text).toContain('password: "d-$ecret"');
    expect(text).toContain('password: "12345"');
    expect(text.match(/allow_responses/g)).toHaveLength(1);
  });

  it.each(['', 'a"b', 'a\\b', 'a\nb', 'é'])('refuses the password %j', (password) => {
    expect(() => natsAuthorization({ ...passwords, observer: password })).toThrow('printable');
  });

  it('is shipped with variables in the place of passwords', () => {
    const text = natsConfigTemplate();
    for (const team of TEAMS) expect(text).toContain(`password: $${passwordVariable(team)}\n`);
    expect(passwordVariable('fleet-terminal')).toBe('PAIDAN_NATS_FLEET_TERMINAL_PASSWORD');
  });
});
