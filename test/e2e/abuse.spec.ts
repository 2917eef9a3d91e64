import { existsSync } from 'node:fs';
import {
  exampleOf,
  fieldsOf,
  OPERATIONS,
  PROBLEMS,
  problemsOf,
  ROLES,
  type Operation,
  type ProblemCode,
  type Role,
} from '#libs/contracts';
import { cityByCode } from '#libs/fleet-index';
import { defaultPolicy } from '#libs/matcher';
import {
  Asker,
  pathsOf,
  TRANSPORTS,
  type Input,
  type Question,
  type Told,
  type Transport,
} from '../support/asking.js';
import { badTokens } from '../support/bad-tokens.js';
import { aDriver, anOrder, at, HANGZHOU, moveTo, post, putInForce } from '../support/freight.js';
import { mutationsOf, type Mutation } from '../support/mutations.js';
import { quiet, rowHashes } from '../support/rows.js';
import { eventually, newKey, TestService } from '../support/service.js';

// Whatever is wrong with a request, it is told so in one way, and nothing has changed. The cases
// come from the catalogue, so that a new operation, field or role brings its own.

const DAY_MS = 86_400_000;
const AT_ONCE = 16;
const NATS_ANSWER_MAX_MS = 1_000;
const BODY_BYTES_MAX = 256 * 1024;

let service: TestService;
let asker: Asker;
let pid: number;
let untouched: Record<string, string>;
let known: Input;
let asked = 0;

beforeAll(async () => {
  service = await TestService.start();
  pid = service.pid;
  asker = await Asker.of(service);
  // Windows of a day: nothing falls due by itself meanwhile.
  const windows = { ...defaultPolicy.windows, collectMs: DAY_MS, recommendEveryMs: DAY_MS };
  const hash = await putInForce(service, { name: 'quiet', windows });
  await aDriver(service, 'drv-0001');
  await aDriver(service, 'drv-0002');
  const { orderId } = await post(service, {}, 'shp-0001');
  const decisionId = await eventually(async () => {
    const [row] = await service.database.query<{ decision_id: string }>(
      'SELECT decision_id FROM decisions WHERE order_id = $1',
      [orderId],
    );
    return row?.decision_id;
  });
  known = { orderId, driverId: 'drv-0001', decisionId, hash, cityCode: '3301' };
  await quiet(service.database);
  untouched = await rowHashes(service.database);
}, 60_000);

afterAll(async () => {
  await asker.close();
  await service.dispose();
});

type Case = Omit<Question, 'operation'> & {
  readonly name: string;
  readonly transport: Transport;
  readonly code: ProblemCode | readonly ProblemCode[];
  /** JSON pointer that the problem must name, or lie below. */
  readonly path?: string;
};

const OWNERS: Readonly<Record<Role, string>> = {
  shipper: 'shp-0001',
  driver: 'drv-0001',
  carrier: 'car-0001',
  reviewer: 'rev-0001',
  operator: 'opr-0001',
  service: 'svc-0001',
};

/** As a newcomer would send it, about what is there. */
function validInput({ input, id }: Operation): Input {
  const fields = fieldsOf(input);
  const here = Object.entries(known).filter(([name]) => fields.get(name)?.place === 'path');
  const example = { ...exampleOf(input), ...Object.fromEntries(here) };
  if (id === 'policy.put') return { policy: defaultPolicy, activate: true };
  return id === 'order.post' ? { ...anOrder() } : example;
}

const bearer = async (role: Role, subject = OWNERS[role]): Promise<string> =>
  `Bearer ${await service.tokens.sign(role, subject)}`;

const firstRole = ({ roles: [role] }: Operation): Role => {
  if (role === undefined) throw new Error('an operation for nobody');
  return role;
};

/** Asks them all, some at once, and answers with what was not refused as it should have been. */
async function wrongly(operation: Operation, cases: readonly Case[]): Promise<string[]> {
  const queue = [...cases];
  const wrong: string[] = [];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { name, transport, code, path, ...question } = next;
      const told = await asker.ask(transport, { operation, ...question });
      const faults = faultsOf(told, { transport, code, path });
      if (faults.length > 0) {
        wrong.push(`${transport} ${name}: ${faults.join('; ')} in ${JSON.stringify(told.body)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  asked += cases.length;
  return wrong;
}

function faultsOf(
  told: Told,
  expected: { transport: Transport; code: Case['code']; path: string | undefined },
): string[] {
  const { status, code, tookMs, faults } = told;
  const codes = [expected.code].flat();
  const right = codes.find((each) => each === code);
  const paths = pathsOf(told);
  const { path } = expected;
  const named =
    path === undefined ||
    code !== 'validation_failed' ||
    paths.some((each) => each === path || each.startsWith(`${path}/`));
  return [
    ...faults,
    ...(right === undefined ? [`${status} ${String(code)} where ${codes.join(' or ')}`] : []),
    ...(right !== undefined && PROBLEMS[right].status !== status ? [`status ${status}`] : []),
    ...(named ? [] : [`names ${paths.join(', ')} and not ${String(path)}`]),
    ...(expected.transport === 'nats' && tookMs > NATS_ANSWER_MAX_MS ? [`took ${tookMs} ms`] : []),
  ];
}

async function expectRefused(operation: Operation, cases: readonly Case[]): Promise<void> {
  expect(await wrongly(operation, cases)).toEqual([]);
  expect(await rowHashes(service.database)).toEqual(untouched);
}

const overBoth = <T>(make: (transport: Transport) => readonly T[]): T[] =>
  TRANSPORTS.flatMap((transport) => [...make(transport)]);

const rows = OPERATIONS.map((operation): [string, Operation] => [operation.id, operation]);

describe('[S2] a request without a right', () => {
  it.each(rows)('to %s is refused whatever stands in place of a token', async (_, operation) => {
    const role = firstRole(operation);
    const tokens = await badTokens(service, { role, subject: OWNERS[role] });
    const input = validInput(operation);
    await expectRefused(
      operation,
      overBoth((transport) => tokens.map((token): Case => ({ ...token, transport, input }))),
    );
  });

  it.each(rows)('to %s is refused to every role it is not for', async (_, operation) => {
    const strangers = ROLES.filter((role) => !operation.roles.includes(role));
    const tokens = await Promise.all(strangers.map((role) => bearer(role)));
    const input = validInput(operation);
    const cases = overBoth((transport) =>
      tokens.map((authorization, position): Case => {
        const name = strangers[position] ?? '';
        return { name, transport, input, authorization, code: 'forbidden' };
      }),
    );
    await expectRefused(operation, cases);
  });
});

/**
 * Depth and dangerous names in free JSON may be met while it is read; a long address by the router.
 */
function refusalOf(
  operation: Operation,
  { name, code }: Pick<Mutation, 'name' | 'code'>,
): Case['code'] {
  if (name.endsWith('too long in the address')) return ['validation_failed', 'not_found'];
  const early = code === 'too_deep' || (code === 'forbidden_key' && operation.id === 'policy.put');
  return early ? ['validation_failed', 'malformed_json'] : 'validation_failed';
}

describe('[M5] a request with a wrong field', () => {
  it.each(rows)(
    'to %s is told which, whatever is wrong with it',
    async (_, operation) => {
      const authorization = await bearer(firstRole(operation));
      const base = validInput(operation);
      const cases = overBoth((transport) =>
        mutationsOf(operation, base, transport).map(({ name, input, path, code }): Case => ({
          name,
          transport,
          input,
          authorization,
          path,
          code: refusalOf(operation, { name, code }),
        })),
      );
      await expectRefused(operation, cases);
    },
    60_000,
  );
});

describe('a request that is none', () => {
  const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
  const large = JSON.stringify({ reason: 'x'.repeat(BODY_BYTES_MAX) });
  const malformed: readonly [string, string | Uint8Array, readonly ProblemCode[]][] = [
    ['half an object', '{"a":', ['malformed_json']],
    ['words', 'hello', ['malformed_json']],
    ['two objects', '{} {}', ['malformed_json']],
    ['a trailing comma', '{"a":1,}', ['malformed_json']],
    ['NaN', '{"a":NaN}', ['malformed_json']],
    ['a list', '[]', ['malformed_json', 'validation_failed']],
    ['a number', '5', ['malformed_json', 'validation_failed']],
    ['a text', '"x"', ['malformed_json', 'validation_failed']],
    ['null', 'null', ['malformed_json', 'validation_failed']],
    ['a __proto__', '{"__proto__":{"admin":true}}', ['malformed_json', 'validation_failed']],
    [
      'a constructor',
      '{"constructor":{"prototype":{"admin":true}}}',
      ['malformed_json', 'validation_failed'],
    ],
    ['an abyss', deep, ['malformed_json', 'validation_failed']],
    ['too much', large, ['payload_too_large']],
  ];
  const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);

  it.each(rows)('to %s is refused, whatever its bytes', async (_, operation) => {
    const authorization = await bearer(firstRole(operation));
    const input = validInput(operation);
    const cases = overBoth((transport) =>
      transport === 'http' && operation.method === 'GET'
        ? []
        : [
            ...malformed,
            ['bytes that are no UTF-8', bytes, ['malformed_json', 'validation_failed']] as const,
          ].map(([name, raw, code]): Case => ({
            name,
            transport,
            input,
            raw,
            authorization,
            code,
          })),
    );
    const empty: Case = {
      ...{ name: 'nothing', transport: 'nats', authorization, raw: '', code: 'malformed_json' },
    };
    await expectRefused(operation, [...cases, empty]);
  });

  it.each(rows.filter(([, { method }]) => method !== 'GET'))(
    'to %s is refused in a language it does not read',
    async (_, operation) => {
      const authorization = await bearer(firstRole(operation));
      const input = validInput(operation);
      const types = [
        'text/plain',
        'application/xml',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/jsonp',
        null,
      ];
      const cases = types.map((contentType): Case => {
        const name = String(contentType);
        const code = 'unsupported_media_type';
        return { name, transport: 'http', input, raw: '{}', contentType, authorization, code };
      });
      await expectRefused(operation, cases);
    },
  );
});

describe('a command without a proper Idempotency-Key', () => {
  const demanding = rows.filter(([, { idempotency }]) => idempotency === 'required');

  it.each(demanding)('is not carried out: %s', async (_, operation) => {
    const authorization = await bearer(firstRole(operation));
    const input = validInput(operation);
    const about = { input, authorization };
    const cases = overBoth((transport): Case[] => [
      { ...about, name: 'none', transport, key: null, code: 'idempotency_key_required' },
      ...['x'.repeat(129), 'two words', 'tab\there'].map((key): Case => ({
        ...about,
        name: key,
        transport,
        key,
        code: 'validation_failed',
      })),
    ]);
    await expectRefused(operation, cases);
  });
});

describe("a request about somebody else's", () => {
  const bound = ['shipper', 'driver', 'carrier'] as const;
  const ids = ['orderId', 'driverId', 'decisionId'];
  /**
   * A driver may grab any order and ask about himself in any decision; a stranger is not
   * registered.
   */
  const rowsWithIds = rows.filter(([, operation]) =>
    [...fieldsOf(operation.input).values()].some(
      ({ name, place }) => place === 'path' && ids.includes(name),
    ),
  );

  it.each(rowsWithIds)('is answered as if there were none: %s', async (_, operation) => {
    const roles = bound.filter((role) => operation.roles.includes(role));
    const input = validInput(operation);
    const cases = await Promise.all(
      roles.map(async (role) => ({ role, authorization: await bearer(role, `${role}-else`) })),
    );
    await expectRefused(
      operation,
      overBoth((transport) =>
        cases.map(({ role, authorization }): Case => {
          return { name: role, transport, input, authorization, code: 'not_found' };
        }),
      ),
    );
  });
});

describe('a request that is well formed and still impossible', () => {
  const order = anOrder();
  const wrongWindow = { from: at(7_200_000), until: at(3_600_000) };
  const pastWindow = { from: at(-7_200_000), until: at(-3_600_000) };
  const fix = {
    driverId: 'drv-0001',
    position: HANGZHOU,
    source: 'phone',
    observedAtMs: Date.now(),
  };
  const outcome = {
    ...(exampleOf(operationNamed('outcome.import').input)['outcomes'] as object[])[0],
    atMs: Date.now() - DAY_MS,
  };
  const stopAt = (over: object): object => ({ ...order.loading, ...over });
  const table: readonly [string, Role, Input, string][] = [
    [
      'order.post',
      'shipper',
      { ...order, loading: stopAt({ cityCode: '9999' }) },
      '/loading/cityCode',
    ],
    [
      'order.post',
      'shipper',
      { ...order, unloading: { ...order.unloading, cityCode: '9999' } },
      '/unloading/cityCode',
    ],
    [
      'order.post',
      'shipper',
      { ...order, loading: stopAt({ window: wrongWindow }) },
      '/loading/window/until',
    ],
    [
      'order.post',
      'shipper',
      { ...order, loading: stopAt({ window: pastWindow }) },
      '/loading/window/until',
    ],
    [
      'order.post',
      'shipper',
      { ...order, unloading: { ...order.unloading, window: wrongWindow } },
      '/unloading/window/until',
    ],
    ['order.amend', 'shipper', { loadingWindow: pastWindow }, '/loading/window/until'],
    ['order.amend', 'shipper', {}, ''],
    ['driver.register', 'service', { cityCode: '9999' }, '/cityCode'],
    ['driver.register', 'service', { homeCityCode: '9999' }, '/homeCityCode'],
    ['driver.home', 'driver', { cityCode: '9999' }, '/cityCode'],
    ['driver.place', 'driver', { cityCode: '9999' }, '/cityCode'],
    [
      'position.report',
      'driver',
      { fixes: [{ ...fix, driverId: 'drv-0002' }] },
      '/fixes/0/driverId',
    ],
    [
      'position.report',
      'driver',
      { fixes: [fix, { ...fix, observedAtMs: Date.now() + DAY_MS }] },
      '/fixes/1/observedAtMs',
    ],
    [
      'outcome.import',
      'service',
      { outcomes: [{ ...outcome, driverId: 'nobody' }] },
      '/outcomes/0/driverId',
    ],
    [
      'outcome.import',
      'service',
      { outcomes: [outcome, { ...outcome, outcomeId: 'o2', atMs: Date.now() + DAY_MS }] },
      '/outcomes/1/atMs',
    ],
    [
      'outcome.import',
      'service',
      { outcomes: [{ ...outcome, toCityCode: '9999' }] },
      '/outcomes/0/toCityCode',
    ],
    ['automation.set', 'operator', { cityCode: '9999' }, '/cityCode'],
    ['order.list', 'shipper', { cursor: 'bm90b25lb2ZvdXJz' }, '/cursor'],
    ['order.explain', 'operator', { driverId: 'nobody' }, ''],
  ];

  it.each(table.map(([id, role, over, path]) => [id, path, role, over] as const))(
    '%s says so of %s',
    async (id, path, role, over) => {
      const operation = operationNamed(id);
      const { orderId } = known;
      const input =
        id === 'order.amend' ? { orderId, ...over } : { ...validInput(operation), ...over };
      const authorization = await bearer(role);
      const code = id === 'order.explain' ? 'not_found' : 'validation_failed';
      const what = path === '' ? {} : { path };
      await expectRefused(
        operation,
        overBoth((transport) => [{ name: id, transport, input, authorization, code, ...what }]),
      );
    },
  );

  it('a policy that does not hold is told where', async () => {
    const operation = operationNamed('policy.put');
    const authorization = await bearer('operator');
    const policies: readonly [Input, string][] = [
      [{ ...defaultPolicy, weights: { ...defaultPolicy.weights, waiting: -1 } }, '/policy/weights'],
      [{ ...defaultPolicy, limits: {} }, '/policy/limits'],
      [{ ...defaultPolicy, surprise: 1 }, '/policy/surprise'],
    ];
    for (const [policy, path] of policies) {
      const input = { policy, activate: true };
      for (const transport of TRANSPORTS) {
        const told = await asker.ask(transport, { operation, input, authorization });
        expect([told.status, told.code]).toEqual([422, 'policy_invalid']);
        expect(pathsOf(told).some((each) => each.startsWith(path))).toBe(true);
      }
    }
    expect(await rowHashes(service.database)).toEqual(untouched);
  });
});

describe('a subject or route that is none', () => {
  it('is answered too', async () => {
    const { status, body, headers } = await service
      .as('operator', 'opr-1')
      .call('GET', '/v1/nothing/here');
    expect([status, body['code']]).toEqual([404, 'not_found']);
    expect(headers.get('content-type')).toContain('application/problem+json');
    for (const [method, address] of [
      ['DELETE', '/v1/orders'],
      ['GET', '/v1/orders/%zz'],
      ['GET', `/v1/orders/${'x'.repeat(500)}`],
    ] as const) {
      const strange = await fetch(`${service.url}${address}`, { method });
      expect([strange.status, ((await strange.json()) as { code: string }).code]).toEqual([
        404,
        'not_found',
      ]);
      expect(strange.headers.get('content-type')).toContain('application/problem+json');
    }
  });
});

describe('the examples of the catalogue', () => {
  it.each(rows)('name cities that exist: %s', (_, { input }) => {
    const strangers = citiesIn(exampleOf(input)).filter((code) => cityByCode(code) === null);
    expect(strangers).toEqual([]);
  });
});

function citiesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    /cityCode$/i.test(name) && typeof member === 'string' && member !== '*'
      ? [member]
      : citiesIn(member),
  );
}

describe('after all of it', () => {
  it('hundreds of cases were tried for every kind of transport', () => {
    expect(asked).toBeGreaterThan(5_000);
  });

  it('every operation declares the problems that it answered with', () => {
    for (const operation of OPERATIONS) {
      expect(problemsOf(operation)).toEqual(
        expect.arrayContaining(['validation_failed', 'unauthenticated', 'forbidden']),
      );
    }
  });

  it('the process is the same, alive, and serves; nothing was logged as its own failure', async () => {
    expect(service.pid).toBe(pid);
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
    expect(service.logged).not.toContain('a request failed');
    await moveTo(service, 'drv-0001', { lat: 30.26, lng: 120.16 });
    expect((await rowHashes(service.database))['driver_fixes']).not.toBe(untouched['driver_fixes']);
    const again = await service
      .as('shipper', 'shp-0001')
      .call('POST', '/v1/orders', anOrder(), { 'idempotency-key': newKey() });
    expect(again.status).toBe(201);
  });
});

function operationNamed(id: string): Operation {
  const operation = OPERATIONS.find((each) => each.id === id);
  if (operation === undefined) throw new Error(`no operation ${id}`);
  return operation;
}
