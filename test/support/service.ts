import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Team } from '#libs/contracts';
import { readRunFile } from '#libs/embedded';
import { createDatabase, type TestDatabase } from './database.js';
import { Client, type Role } from './client.js';
import { writeTestKek } from './kek.js';
import { ServiceProcess } from './process.js';
import { TokenMaker } from './tokens.js';

const NAME = 'service';

/** The real service as its own process, on a database and a broker of its own. */
export class TestService {
  /** The one that runs, or ran last. */
  private process: ServiceProcess | null = null;
  /** What those before it have logged. */
  private before = '';
  readonly tokens: TokenMaker;

  private constructor(
    readonly database: TestDatabase,
    private readonly home: string,
    private env: Readonly<Record<string, string>>,
    /** Whether database and folder end with it. */
    private readonly owner: boolean,
  ) {
    this.tokens = new TokenMaker(join(home, NAME, 'dev-key.json'));
  }

  static async start(
    env: Readonly<Record<string, string>> = {},
    database?: TestDatabase,
  ): Promise<TestService> {
    const home = await mkdtemp(join(tmpdir(), 'paidan-e2e-'));
    const keyed = { KEK_FILE: await writeTestKek(home), ...env };
    const service = new TestService(database ?? (await createDatabase()), home, keyed, true);
    await service.run();
    return service;
  }

  /** Another instance of the same service; both need a broker that is neither's own. */
  static async beside(first: TestService): Promise<TestService> {
    const service = new TestService(first.database, first.home, first.env, false);
    await service.run();
    return service;
  }

  /** Stays after its end, for those who go on asking. */
  get url(): string {
    return this.process?.url ?? '';
  }

  get pid(): number {
    if (this.process === null || this.process.ended) throw new Error('the service does not run');
    return this.process.pid;
  }

  /** What it has logged so far, JSON lines. */
  get logged(): string {
    return this.before + (this.process?.logged ?? '');
  }

  as(role: Role, subject: string): Client {
    return new Client(
      () => this.url,
      () => this.tokens.sign(role, subject),
    );
  }

  /** Where the installation keeps its keys. */
  get folder(): string {
    return join(this.home, NAME);
  }

  async natsAddress(): Promise<{ url: string; passwords: Record<Team, string> }> {
    const run = readRunFile({ root: process.cwd(), home: this.home, name: NAME });
    if (run === null) throw new Error('no run file: the service does not run');
    const file = join(this.home, NAME, 'nats-passwords.json');
    const passwords = JSON.parse(await readFile(file, 'utf8')) as Record<Team, string>;
    return { url: run.natsUrl, passwords };
  }

  /** Starts, or starts again on what it left behind; from now on with these settings as well. */
  async run(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    this.before = this.logged;
    this.env = { ...this.env, ...settings };
    this.process = await ServiceProcess.start({
      DATABASE_URL: this.database.url,
      PAIDAN_HOME: this.home,
      PAIDAN_NAME: NAME,
      ...this.env,
    });
  }

  /** As the kernel would: no farewell. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** As an operator would. Answers the exit code. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  async dispose(): Promise<void> {
    await this.stop();
    if (!this.owner) return;
    await this.database.drop();
    await rm(this.home, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    return this.process === null ? null : this.process.end(signal);
  }
}

/** New for each intent. */
export const newKey = (): string => randomUUID();

/** Asks again until it holds; the last failure is told. */
export async function eventually<T>(
  ask: () => Promise<T | null | undefined | false>,
  { withinMs = 20_000, what = 'the expected' }: { withinMs?: number; what?: string } = {},
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${withinMs} ms`);
    await delay(50);
  }
}
