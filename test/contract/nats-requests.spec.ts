import { setTimeout as delay } from 'node:timers/promises';
import { Controller, HttpStatus, Module } from '@nestjs/common';
import type { INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientProxyFactory, Ctx, MessagePattern, NatsContext } from '@nestjs/microservices';
import { Payload as Body, RpcException, Transport } from '@nestjs/microservices';
import { createInbox, headers } from '@nats-io/transport-node';
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { firstValueFrom } from 'rxjs';
import { problemBody } from '#libs/contracts';
import { LogSampler, NatsRequestServer, ServiceDiscovery, natsServerOptions } from '#libs/nats';
import type { Problem, ProblemFactory } from '#libs/nats';
import { RecordingLog, eventually, natsForTest, natsUrl } from '../support/nats.js';

const PREFIX = 'paidantest.v1';
const problem: ProblemFactory = (code, detail) => problemBody(code, { detail });
const ECHO = `${PREFIX}.thing.echo`;

const seen: unknown[] = [];
let release: () => void = () => undefined;
let gate = Promise.resolve();

@Controller()
class Things {
  @MessagePattern(ECHO)
  echo(@Body() body: unknown, @Ctx() context: NatsContext): unknown {
    seen.push(body);
    return { got: body, subject: context.getSubject() };
  }

  @MessagePattern(`${PREFIX}.thing.refuse`)
  refuse(): never {
    throw new RpcException({
      type: 'urn:x:taken',
      title: 'Taken\r\nalready',
      status: HttpStatus.CONFLICT,
      code: 'taken',
    });
  }

  @MessagePattern(`${PREFIX}.thing.break`)
  break(): never {
    throw new Error('password=hunter2');
  }

  @MessagePattern(`${PREFIX}.thing.nothing`)
  nothing(): void {}

  @MessagePattern(`${PREFIX}.thing.huge`)
  huge(): string {
    return 'x'.repeat(2_000_000);
  }

  @MessagePattern(`${PREFIX}.thing.wait`)
  async wait(): Promise<object> {
    await gate;
    return { waited: true };
  }
}

@Module({ controllers: [Things] })
class ThingsModule {}

const log = new RecordingLog();
const sampler = new LogSampler(log);
let ours: NatsConnection;
let theirs: NatsConnection;
let service: INestMicroservice;
let server: NatsRequestServer;
let discovery: ServiceDiscovery;

beforeAll(async () => {
  ours = await natsForTest(log);
  theirs = await natsForTest();
  discovery = new ServiceDiscovery({
    connection: ours,
    name: 'paidan-test',
    id: 'instance-1',
    version: '0.1.0',
    description: 'a service of this test',
    queue: 'paidan-test',
    startedAtMs: Date.now(),
    endpoints: [
      {
        name: 'thing-echo',
        subject: ECHO,
        metadata: { operation: 'thing.echo', roles: 'shipper,driver', summary: 'echoes' },
      },
    ],
  });
  const options = natsServerOptions({
    connection: ours,
    prefix: PREFIX,
    queue: 'paidan-test',
    log,
    sampler,
    problem,
    onServed: (served) => discovery.record(served),
    limits: { running: 8, runningPerSubject: 6, waitingPerSubject: 4, drainMs: 2_000 },
  });
  server = options.strategy;
  service = await NestFactory.createMicroservice(ThingsModule, { ...options, logger: false });
  await service.listen();
  discovery.start();
  await ours.flush();
});

afterAll(async () => {
  discovery.stop();
  await service.close();
  sampler.close();
  await ours.close();
  await theirs.close();
});

beforeEach(() => {
  seen.length = 0;
  log.lines.length = 0;
});

async function ask(subject: string, body: Uint8Array | string, id = 'req-1'): Promise<Msg> {
  const written = headers();
  written.set('X-Request-Id', id);
  return theirs.request(subject, body, { timeout: 1_000, headers: written });
}

function titles(answer: Msg): { error: string; code: string } {
  return {
    error: answer.headers?.get('Nats-Service-Error') ?? '',
    code: answer.headers?.get('Nats-Service-Error-Code') ?? '',
  };
}

const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;

describe('a request from any language', () => {
  it.each([
    ['a bare object', '{"a":1}', { a: 1 }],
    ['a body with a field called data', '{"data":{"x":1}}', { data: { x: 1 } }],
    ['a body with id and data', '{"id":"7","data":1}', { id: '7', data: 1 }],
    ['an envelope for another subject', '{"pattern":"x","data":1,"id":"7"}', 'itself'],
    ['an empty object', '{}', {}],
    ['Chinese', '{"城市":"广州"}', { 城市: '广州' }],
    ['a byte order mark first', '\ufeff{"a":1}', { a: 1 }],
  ])('is answered bare: %s', async (_what, body, expected) => {
    const answer = await ask(ECHO, body);
    const got = expected === 'itself' ? (JSON.parse(body) as unknown) : expected;
    expect(answer.json()).toEqual({ got, subject: ECHO });
    expect(titles(answer)).toEqual({ error: '', code: '' });
    expect(answer.headers?.get('X-Request-Id')).toBe('req-1');
  });

  it.each([
    ['nothing', '', 400, /empty/],
    ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, /UTF-8/],
    ['broken JSON', '{"a":', 400, /JSON/],
    ['an array', '[1]', 400, /array/],
    ['a string', '"a"', 400, /string/],
    ['a number', '7', 400, /number/],
    ['null', 'null', 400, /null/],
    ['NaN', '{"a":NaN}', 400, /JSON/],
    ['too deep an object', deep.slice(0, 250_000), 400, /JSON/],
    ['an object nested 100 deep', `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`, 400, /deeper/],
    ['an array nested 30,000 deep', `{"a":${'['.repeat(3e4)}${']'.repeat(3e4)}}`, 400, /deeper/],
    ['a prototype', '{"a":{"__proto__":{"admin":true}}}', 400, /__proto__/],
    ['more bytes than allowed', `{"a":"${'x'.repeat(300_000)}"}`, 413, /bytes/],
  ])('is refused with a problem when it says %s', async (_what, body, status, detail) => {
    const answer = await ask(ECHO, body);
    const problem = answer.json<Problem>();
    expect(problem).toMatchObject({ status, detail: expect.stringMatching(detail) as string });
    expect(titles(answer)).toEqual({ error: problem.title, code: String(status) });
    expect(answer.headers?.get('Content-Type')).toBe('application/problem+json');
    expect(answer.headers?.get('X-Request-Id')).toBe('req-1');
    expect(seen).toEqual([]);
  });

  it('is told when no operation has the subject', async () => {
    const answer = await ask(`${PREFIX}.thing.unheard.of`, '{}');
    expect(answer.json()).toMatchObject({ status: 404, code: 'unknown_subject' });
    expect(titles(answer).code).toBe('404');
  });

  it('is told what a handler refuses, with a title that cannot forge a header', async () => {
    const answer = await ask(`${PREFIX}.thing.refuse`, '{}');
    // Nest's default filter passes on what an RpcException carries.
    expect(answer.json()).toMatchObject({ status: 409, code: 'taken' });
    expect(titles(answer)).toEqual({ error: 'Taken already', code: '409' });
  });

  it('learns nothing of what broke inside', async () => {
    const answer = await ask(`${PREFIX}.thing.break`, '{}');
    expect(answer.json()).toMatchObject({ status: 500, code: 'internal' });
    expect(answer.string()).not.toContain('hunter2');
  });

  it('is answered null when there is nothing to say', async () => {
    expect((await ask(`${PREFIX}.thing.nothing`, '{}')).json()).toBeNull();
  });

  it('is told when the answer is larger than the broker carries', async () => {
    const answer = await ask(`${PREFIX}.thing.huge`, '{}');
    expect(answer.json()).toMatchObject({ status: 500 });
  });

  it('is an event when it has no reply subject', async () => {
    theirs.publish(ECHO, '{"quiet":true}');
    theirs.publish(ECHO, 'not json');
    await eventually(() => seen.length === 1 && log.lines.length === 1);
    expect(seen).toEqual([{ quiet: true }]);
  });

  it.each(['$JS.API.STREAM.DELETE.PAIDAN_EVENTS', 'paidantest.v1.thing.echo'])(
    'cannot make us write to %s',
    async (reply) => {
      const spied: string[] = [];
      const spy = theirs.subscribe(reply, {
        callback: (_error, msg) => void spied.push(msg.string()),
      });
      theirs.publish(`${PREFIX}.thing.nothing`, '{}', { reply });
      await ask(ECHO, '{}');
      await theirs.flush();
      spy.unsubscribe();
      expect(spied.filter((text) => text !== '{}')).toEqual([]);
      expect(sampler.counts().get('foreign_reply')).toBeGreaterThan(0);
    },
  );
});

describe("Nest's own client", () => {
  const client = ClientProxyFactory.create({
    transport: Transport.NATS,
    options: { servers: natsUrl() },
  });
  afterAll(async () => {
    await client.close();
  });

  it('is answered in its own envelope', async () => {
    expect(await firstValueFrom(client.send(ECHO, { a: 1 }))).toEqual({
      got: { a: 1 },
      subject: ECHO,
    });
  });

  it.each([
    [`${PREFIX}.thing.refuse`, 409],
    [`${PREFIX}.thing.unheard.of`, 404],
  ])('gets the problem of %s as an error', async (subject, status) => {
    await expect(firstValueFrom(client.send(subject, { a: 1 }))).rejects.toMatchObject({ status });
  });

  it('may emit an event', async () => {
    await firstValueFrom(client.emit(ECHO, { emitted: true }), { defaultValue: null });
    await eventually(() => seen.length === 1);
    expect(seen).toEqual([{ emitted: true }]);
  });
});

describe('the server', () => {
  it('outlives a flood of bad messages and says so in a few lines', async () => {
    const inbox = createInbox();
    let answered = 0;
    const replies = theirs.subscribe(inbox, { callback: () => void (answered += 1) });
    for (let sent = 0; sent < 20_000; sent++) {
      theirs.publish(ECHO, 'not json', { reply: inbox });
      if (sent % 1_000 === 0) await theirs.flush();
    }
    await eventually(() => answered === 20_000);
    await delay(1_100);
    replies.unsubscribe();
    expect(log.lines.length).toBeLessThanOrEqual(5);
    expect(sampler.counts().get('malformed_json')).toBeGreaterThanOrEqual(20_000);
    expect((await ask(ECHO, '{"alive":true}')).json()).toMatchObject({ got: { alive: true } });
  }, 30_000);

  it('refuses more than it can hold with 503, and leaves room for other subjects', async () => {
    gate = new Promise((resolve) => {
      release = resolve;
    });
    const waiting = Array.from({ length: 10 }, () => ask(`${PREFIX}.thing.wait`, '{}'));
    await eventually(() => server.load.running === 6 && server.load.waiting === 4);
    const refused = await ask(`${PREFIX}.thing.wait`, '{}');
    expect(refused.json()).toMatchObject({ status: 503, code: 'unavailable' });
    expect(refused.headers?.get('Retry-After')).toBe('1');
    expect((await ask(ECHO, '{}')).json()).toMatchObject({ got: {} });
    release();
    const answers = await Promise.all(waiting);
    expect(answers.map((answer) => answer.json())).toEqual(Array(10).fill({ waited: true }));
  });

  it('will not start with a subject outside its tree, or with a wildcard', () => {
    for (const pattern of ['elsewhere.thing', `${PREFIX}.*`]) {
      const other = new NatsRequestServer({
        connection: ours,
        prefix: PREFIX,
        queue: 'q',
        log,
        sampler,
        problem,
      });
      other.addHandler(pattern, () => Promise.resolve(null as never));
      const errors: unknown[] = [];
      other.listen((error) => errors.push(error));
      expect(String(errors[0])).toContain(pattern);
    }
  });

  it('answers what it took before it stops, and takes nothing after', async () => {
    const prefix = `${PREFIX}stop`;
    const connection = await natsForTest();
    const last = new NatsRequestServer({ connection, prefix, queue: 'q', log, sampler, problem });
    last.addHandler(`${prefix}.slow`, async () => {
      await delay(200);
      return { done: true } as never;
    });
    last.listen(() => undefined);
    await connection.flush();
    const slow = ask(`${prefix}.slow`, '{}');
    await eventually(() => last.load.running === 1);
    const beganMs = performance.now();
    await last.close();
    expect(performance.now() - beganMs).toBeLessThan(1_000);
    expect((await slow).json()).toEqual({ done: true });
    await expect(ask(`${prefix}.slow`, '{}')).rejects.toThrow(/no responders/);
    await connection.close();
  });
});

describe('discovery', () => {
  async function discover(subject: string): Promise<Record<string, unknown>> {
    return (await theirs.request(subject, '', { timeout: 1_000 })).json();
  }
  const identity = { name: 'paidan-test', id: 'instance-1', version: '0.1.0', metadata: {} };

  it.each(['', '.paidan-test', '.paidan-test.instance-1'])('answers PING%s', async (suffix) => {
    expect(await discover(`$SRV.PING${suffix}`)).toEqual({
      type: 'io.nats.micro.v1.ping_response',
      ...identity,
    });
  });

  it('answers INFO with every subject', async () => {
    expect(await discover('$SRV.INFO.paidan-test')).toEqual({
      type: 'io.nats.micro.v1.info_response',
      ...identity,
      description: 'a service of this test',
      endpoints: [
        {
          name: 'thing-echo',
          subject: ECHO,
          queue_group: 'paidan-test',
          metadata: { operation: 'thing.echo', roles: 'shipper,driver', summary: 'echoes' },
        },
      ],
    });
  });

  it('answers STATS that count good and bad', async () => {
    type Stats = { endpoints: [Record<string, number>]; started: string; type: string };
    const before = (await discover('$SRV.STATS')) as Stats;
    await ask(ECHO, '{}');
    await ask(ECHO, 'not json');
    const after = (await discover('$SRV.STATS')) as Stats;
    const [was, is] = [before.endpoints[0], after.endpoints[0]];
    expect(after.type).toBe('io.nats.micro.v1.stats_response');
    expect(new Date(after.started).toISOString()).toBe(after.started);
    expect(is['num_requests']).toBe((was['num_requests'] ?? 0) + 2);
    expect(is['num_errors']).toBe((was['num_errors'] ?? 0) + 1);
    expect(is).toMatchObject({ last_error: '400:Not JSON', name: 'thing-echo' });
    expect(is['average_processing_time']).toBeGreaterThan(0);
    expect(Number.isInteger(is['processing_time'])).toBe(true);
  });

  it('is answered in time while requests are served', async () => {
    const answers = await Promise.all([ask(ECHO, '{}'), discover('$SRV.PING'), ask(ECHO, '{}')]);
    expect(answers).toHaveLength(3);
  });

  it('refuses names that the format does not allow', () => {
    const endpoint = { name: 'thing.echo', subject: ECHO, metadata: {} };
    expect(
      () =>
        new ServiceDiscovery({
          connection: ours,
          name: 'x',
          id: '1',
          version: '0.1.0',
          description: '',
          queue: 'q',
          startedAtMs: 0,
          endpoints: [endpoint],
        }),
    ).toThrow(/thing\.echo/);
  });
});
