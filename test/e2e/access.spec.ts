import { randomUUID } from 'node:crypto';
import {
  exampleOf,
  fieldsOf,
  OPERATIONS,
  ROLES,
  type InvitationView,
  type Operation,
  type OrderView,
  type RequestView,
  type Role,
} from '#libs/contracts';
import { defaultPolicy } from '#libs/matcher';
import { approved } from '../support/approval.js';
import { Asker, TRANSPORTS, type Input, type Told } from '../support/asking.js';
import { aDriver, anOrder, at, post, putInForce, shortWindows } from '../support/freight.js';
import { eventually, newKey, TestService } from '../support/service.js';

let service: TestService;
let asker: Asker;
let order: OrderView;
/** The ids of what is there, of the first of each kind. */
let theirs: Input;

const OWN = { shipper: 'shp-own', driver: 'drv-own', carrier: 'car-own' };
const ELSE = { shipper: 'shp-else', driver: 'drv-else', carrier: 'car-else' };
type Owner = keyof typeof OWN;

beforeAll(async () => {
  service = await TestService.start();
  asker = await Asker.of(service);
  const hash = await putInForce(service, shortWindows({ ratingMs: 600_000 }));
  await aDriver(service, 'drv-own', { truck: { carrierId: 'car-own' } });
  // Offered to him alone, since nobody else is there yet.
  const { orderId } = await post(service, { mode: 'offer' }, 'shp-own');
  await eventually(async () => {
    const driver = service.as('driver', 'drv-own');
    return (await driver.call('POST', `/v1/orders/${orderId}/offer/accept`)).status === 200;
  });
  await aDriver(service, 'drv-else', { truck: { carrierId: 'car-else' } });
  order = await eventually(async () => {
    const seen = await service
      .as('shipper', 'shp-own')
      .ok<OrderView>('GET', `/v1/orders/${orderId}`);
    return seen.status === 'confirmed' && seen;
  });
  // On its way, and read by staff with approval: so that what there is to see is there.
  await service
    .as('driver', 'drv-own')
    .ok('POST', `/v1/orders/${orderId}/progress`, { status: 'loading' });
  for (const subject of ['1', '2']) {
    for (const role of ['reviewer', 'operator'] as const) {
      const what = ['position', 'track', 'profile', 'record'] as const;
      await approved(service, { role, subject: `${role}-${subject}`, driverId: 'drv-own', what });
    }
  }
  const { invitationId } = await service
    .as('driver', 'drv-else')
    .ok<InvitationView>('POST', '/v1/drivers/drv-else/crew/invitations', { coDriverId: 'drv-own' });
  const { requestId } = await service
    .as('driver', 'drv-own')
    .ok<RequestView>('POST', '/v1/requests', { kind: 'human_review', orderId });
  theirs = {
    orderId,
    requestId,
    invitationId,
    driverId: 'drv-own',
    decisionId: order.awardedBy,
    hash,
    cityCode: '3301',
  };
}, 60_000);

afterAll(async () => {
  await asker.close();
  await service.dispose();
});

const bearer = async (role: Role, subject: string): Promise<string> =>
  `Bearer ${await service.tokens.sign(role, subject)}`;

const IDS = [
  ...['orderId', 'driverId', 'decisionId', 'invitationId', 'requestId', 'hash', 'cityCode'],
];
const withId = OPERATIONS.filter(({ input }) =>
  [...fieldsOf(input).values()].some(({ name, place }) => place === 'path' && IDS.includes(name)),
).map((operation): [string, Operation] => [operation.id, operation]);

const isOwner = (role: Role): role is Owner => Object.hasOwn(OWN, role);

/**
 * Where a role is not bound to its own: any open order may be grabbed, and anyone asks for himself.
 */
const OPEN_TO_ALL = [
  'order.grab driver',
  'order.decline driver',
  'order.explain driver',
  'decision.explain driver',
];
/** What is made by being named, and what exists without us. */
const NEVER_ABSENT = ['driver.register', 'automation.set'];

const bound = ({ id, input }: Operation, role: Role): boolean =>
  isOwner(role) &&
  !OPEN_TO_ALL.includes(`${id} ${role}`) &&
  ['orderId', 'driverId', 'decisionId', 'requestId'].some((name) => fieldsOf(input).has(name));

function inputFor({ input, id }: Operation, ids: Input, role: Role): Input {
  const fields = fieldsOf(input);
  const named = Object.entries(ids).filter(([name]) => fields.get(name)?.place === 'path');
  // A driver is named beside the order only by staff; here the one who is theirs.
  const ofStaff = id === 'order.assign' || (id === 'decision.proof' && !isOwner(role));
  const driver = ofStaff ? { driverId: 'drv-own' } : {};
  // Registered anew by the matrix, he stays with his carrier.
  const carrier = id === 'driver.register' ? { carrierId: 'car-own' } : {};
  return { ...exampleOf(input), ...driver, ...carrier, ...Object.fromEntries(named) };
}

const ABSENT = (): Input => ({
  orderId: randomUUID(),
  decisionId: randomUUID(),
  driverId: `nobody-${randomUUID()}`,
  invitationId: randomUUID(),
  requestId: randomUUID(),
  hash: `sha256:${'0'.repeat(64)}`,
  cityCode: '3301',
});

/** Without what differs by design: the ids that were asked for, and the request's own. */
function blank({ body }: Told, asked: Input): string {
  let text = JSON.stringify({ ...(body as object), requestId: '' });
  for (const value of Object.values(asked)) text = text.replaceAll(String(value), '<id>');
  return text;
}

const REFUSED = [401, 403, 404];

describe("[S2] somebody else's is as good as absent", () => {
  const crossed: string[] = [];
  let cells = 0;

  /** What ends a driver comes last, after everything that is asked about him. */
  const ends = ([id]: [string, Operation]): boolean => id === 'driver.erase';
  const inTurn = [
    ...TRANSPORTS.map((transport) => ({ transport, rows: withId.filter((row) => !ends(row)) })),
    ...TRANSPORTS.map((transport) => ({ transport, rows: withId.filter(ends) })),
  ];
  for (const { transport, rows } of inTurn) {
    it.each(rows)(`${transport}: %s, for every role`, async (_, operation) => {
      for (const role of ROLES) {
        const own = isOwner(role) ? OWN[role] : `${role}-1`;
        const other = isOwner(role) ? ELSE[role] : `${role}-2`;
        const ask = async (subject: string, ids: Input): Promise<Told> =>
          asker.ask(transport, {
            operation,
            input: inputFor(operation, ids, role),
            authorization: await bearer(role, subject),
          });
        const absentIds = ABSENT();
        const absent = await ask(own, absentIds);
        const stranger = await ask(other, theirs);
        const owner = await ask(own, theirs);
        cells += 3;
        const told = [owner, stranger, absent].map(({ status }) => status);
        if (!operation.roles.includes(role)) {
          expect([role, ...told]).toEqual([role, 403, 403, 403]);
          continue;
        }
        expect([role, REFUSED.includes(owner.status), owner.status < 500]).toEqual([
          role,
          false,
          true,
        ]);
        if (!NEVER_ABSENT.includes(operation.id))
          expect([role, absent.status]).toEqual([role, 404]);
        if (!bound(operation, role)) {
          expect([role, REFUSED.includes(stranger.status)]).toEqual([role, false]);
          continue;
        }
        if (stranger.status < 300) crossed.push(`${transport} ${operation.id} ${role}`);
        expect([role, stranger.status]).toEqual([role, 404]);
        expect(blank(stranger, theirs)).toBe(blank(absent, absentIds));
      }
    });
  }

  it('in hundreds of cells, and never once let through', () => {
    expect(crossed).toEqual([]);
    expect(cells).toBe(withId.length * ROLES.length * 3 * TRANSPORTS.length);
    expect(cells).toBeGreaterThan(800);
  });

  it.each(['shipper', 'driver', 'carrier'] as const)('in lists too: %s', async (role) => {
    const list = async (subject: string): Promise<string[]> => {
      const { items } = await service
        .as(role, subject)
        .ok<{ items: OrderView[] }>('GET', '/v1/orders');
      return items.map(({ orderId }) => orderId);
    };
    expect(await list(OWN[role])).toEqual([order.orderId]);
    expect(await list(ELSE[role])).toEqual([]);
  });

  it('also for the position of another driver, and the decisions on him', async () => {
    const fix = {
      ...{ driverId: 'drv-own', position: { lat: 30, lng: 120, coordinateSystem: 'wgs84' } },
      ...{ source: 'phone', observedAtMs: Date.now() },
    };
    const driver = service.as('driver', 'drv-else');
    expect((await driver.call('POST', '/v1/positions', { fixes: [fix] })).status).toBe(400);
    const asked = `/v1/orders/${order.orderId}/explanation?driverId=drv-own`;
    expect((await driver.call('GET', asked)).status).toBe(404);
  });
});

describe('a command and its Idempotency-Key', () => {
  const count = async (): Promise<number> => {
    const [row] = await service.database.query<{ n: number }>('SELECT count(*)::int n FROM orders');
    return row?.n ?? -1;
  };
  const posting = async (
    transport: (typeof TRANSPORTS)[number],
    input: object,
    key: string,
    shipper = 'shp-keys',
  ): Promise<Told> => {
    const operation = OPERATIONS.find(({ id }) => id === 'order.post');
    if (operation === undefined) throw new Error('no order.post');
    const authorization = await bearer('shipper', shipper);
    return asker.ask(transport, { operation, input: { ...input }, key, authorization });
  };

  it.each(TRANSPORTS)('takes effect once and is answered alike, over %s', async (transport) => {
    const [input, key, before] = [anOrder(), newKey(), await count()];
    const first = await posting(transport, input, key);
    const again = await posting(transport, input, key);
    expect([first.status, first.header('Idempotency-Replayed')]).toEqual([201, null]);
    expect([again.status, again.header('Idempotency-Replayed')]).toEqual([201, 'true']);
    expect(again.body).toEqual(first.body);
    expect(await count()).toBe(before + 1);
  });

  it('is the same command over the other transport', async () => {
    const [input, key, before] = [anOrder(), newKey(), await count()];
    const first = await posting('http', input, key);
    const again = await posting('nats', input, key);
    expect(again.header('Idempotency-Replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(await count()).toBe(before + 1);
  });

  it('takes effect once when twenty come at once', async () => {
    const [input, key, before] = [anOrder(), newKey(), await count()];
    const told = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        posting(index % 2 === 0 ? 'http' : 'nats', input, key),
      ),
    );
    expect(told.map(({ status }) => status)).toEqual(told.map(() => 201));
    expect(new Set(told.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(told.filter((each) => each.header('Idempotency-Replayed') === null)).toHaveLength(1);
    expect(await count()).toBe(before + 1);
  });

  it.each(TRANSPORTS)('is refused with another body, over %s', async (transport) => {
    const [input, key] = [anOrder(), newKey()];
    await posting(transport, input, key);
    const before = await count();
    const other = await posting(transport, { ...input, freightFen: 1 }, key);
    expect([other.status, other.code]).toEqual([422, 'idempotency_key_reused']);
    expect(await count()).toBe(before);
  });

  it('does not mind the order in which the same fields come', async () => {
    const [input, key] = [anOrder(), newKey()];
    await posting('http', input, key);
    const turned = Object.fromEntries(Object.entries(input).reverse());
    expect((await posting('http', turned, key)).header('Idempotency-Replayed')).toBe('true');
  });

  it("is the caller's own: another may use the same", async () => {
    const [input, key] = [anOrder(), newKey()];
    const mine = await posting('http', input, key);
    const his = await posting('http', input, key, 'shp-else-key');
    expect([his.status, his.header('Idempotency-Replayed')]).toEqual([201, null]);
    expect(his.body).not.toEqual(mine.body);
  });

  it('is free again after a refusal, so that the command can be mended', async () => {
    const key = newKey();
    const past = { from: at(-7_200_000), until: at(-3_600_000) };
    const wrong = anOrder({ loading: { ...anOrder().loading, window: past } });
    expect((await posting('http', wrong, key)).status).toBe(400);
    const mended = await posting('http', anOrder(), key);
    expect([mended.status, mended.header('Idempotency-Replayed')]).toEqual([201, null]);
  });

  it('grabbing twice is grabbing once, whatever the keys', async () => {
    const { orderId } = await post(service, {}, 'shp-keys');
    const driver = service.as('driver', 'drv-else');
    const first = await driver.ok('POST', `/v1/orders/${orderId}/grabs`);
    expect(await driver.ok('POST', `/v1/orders/${orderId}/grabs`)).toEqual(first);
    const rows = await service.database.query('SELECT 1 FROM grabs WHERE order_id = $1', [orderId]);
    expect(rows).toHaveLength(1);
  });

  it('the same policy twice is one policy, and each activation is audited', async () => {
    const policy = { ...defaultPolicy, name: 'twice' };
    const operator = service.as('operator', 'opr-1');
    const put = (): Promise<{ hash: string }> =>
      operator.ok<{ hash: string }>('POST', '/v1/policies', { policy, activate: false });
    const { hash } = await put();
    expect((await put()).hash).toBe(hash);
    expect(await operator.ok('GET', `/v1/policies/${hash}`)).toEqual({ hash, policy });
  });
});
