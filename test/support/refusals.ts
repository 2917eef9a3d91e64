import {
  exampleOf,
  fieldsOf,
  OPERATIONS,
  PROBLEMS,
  type Operation,
  type ProblemCode,
  type Role,
} from '#libs/contracts';
import { defaultPolicy } from '#libs/matcher';
import {
  Asker,
  pathsOf,
  TRANSPORTS,
  type Input,
  type Question,
  type Told,
  type Transport,
} from './asking.js';
import { aDriver, anOrder, post, putInForce } from './freight.js';
import { quiet, rowHashes } from './rows.js';
import { eventually, TestService } from './service.js';

const DAY_MS = 86_400_000;
const AT_ONCE = 16;
const NATS_ANSWER_MAX_MS = 1_000;

export type Case = Omit<Question, 'operation'> & {
  readonly name: string;
  readonly transport: Transport;
  readonly code: ProblemCode | readonly ProblemCode[];
  /** JSON pointer that the problem must name, or lie below. */
  readonly path?: string;
};

export const OWNERS: Readonly<Record<Role, string>> = {
  shipper: 'shp-0001',
  driver: 'drv-0001',
  carrier: 'car-0001',
  reviewer: 'rev-0001',
  operator: 'opr-0001',
  service: 'svc-0001',
};

/**
 * A service on which nothing happens by itself, asked what it must refuse: each refusal is told in
 * one way, and afterwards every row is as it was.
 */
export class Refusals {
  /** How many cases were tried. */
  asked = 0;

  private constructor(
    readonly service: TestService,
    readonly asker: Asker,
    /** Ids of what is there. */
    readonly known: Input,
    readonly untouched: Readonly<Record<string, string>>,
  ) {}

  static async start(): Promise<Refusals> {
    const service = await TestService.start();
    const asker = await Asker.of(service);
    // Windows of a day: nothing falls due meanwhile.
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
    const known = { orderId, driverId: 'drv-0001', decisionId, hash, cityCode: '3301' };
    await quiet(service.database);
    return new Refusals(service, asker, known, await rowHashes(service.database));
  }

  async dispose(): Promise<void> {
    await this.asker.close();
    await this.service.dispose();
  }

  /** As a newcomer would send it, about what is there. */
  validInput({ input, id }: Operation): Input {
    const fields = fieldsOf(input);
    const here = Object.entries(this.known).filter(([name]) => fields.get(name)?.place === 'path');
    const example = { ...exampleOf(input), ...Object.fromEntries(here) };
    if (id === 'policy.put') return { policy: defaultPolicy, activate: true };
    return id === 'order.post' ? { ...anOrder() } : example;
  }

  async bearer(role: Role, subject = OWNERS[role]): Promise<string> {
    return `Bearer ${await this.service.tokens.sign(role, subject)}`;
  }

  /** What was not refused as it should have been, and the rows after all of it. */
  async refused(
    operation: Operation,
    cases: readonly Case[],
  ): Promise<{ wrong: string[]; rows: Record<string, string> }> {
    const queue = [...cases];
    const wrong: string[] = [];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const { name, transport, code, path, ...question } = next;
        const told = await this.asker.ask(transport, { operation, ...question });
        const faults = faultsOf(told, { transport, code, path });
        if (faults.length > 0) {
          wrong.push(`${transport} ${name}: ${faults.join('; ')} in ${JSON.stringify(told.body)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    this.asked += cases.length;
    return { wrong, rows: await rowHashes(this.service.database) };
  }
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

export const overBoth = <T>(make: (transport: Transport) => readonly T[]): T[] =>
  TRANSPORTS.flatMap((transport) => [...make(transport)]);

export function operationNamed(id: string): Operation {
  const operation = OPERATIONS.find((each) => each.id === id);
  if (operation === undefined) throw new Error(`no operation ${id}`);
  return operation;
}
