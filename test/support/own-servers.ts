import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNats, startPostgres, type EmbeddedNats, type EmbeddedPostgres } from '#libs/embedded';
import { StandingAddress } from './standing-address.js';

type Kind = 'postgres' | 'nats';
type Server = EmbeddedPostgres | EmbeddedNats;

/**
 * A real server with data of its own, to be killed without farewell and started again on that data.
 */
export class OwnServer {
  private readonly address = new StandingAddress();
  private started: Server | null = null;

  private constructor(
    private readonly kind: Kind,
    private readonly folder: string,
  ) {}

  static async start(kind: Kind): Promise<OwnServer> {
    const folder = await mkdtemp(join(tmpdir(), `paidan-own-${kind}-`));
    // Root's PostgreSQL runs as another user, who has to get in.
    await chmod(folder, 0o755);
    const own = new OwnServer(kind, folder);
    await own.run();
    return own;
  }

  /** The same before and after. */
  get url(): string {
    if (this.started === null) throw new Error(`${this.kind} does not run`);
    return this.address.of(this.started.url);
  }

  async run(): Promise<void> {
    const options = { dataFolder: join(this.folder, this.kind), log: () => undefined };
    this.started =
      this.kind === 'postgres'
        ? await startPostgres({ ...options, durable: true })
        : await startNats(options);
    await this.address.leadTo(this.started.port);
  }

  /** As the kernel would when memory runs out. */
  async kill(): Promise<void> {
    const { started } = this;
    if (started === null) return;
    process.kill(started.pid, 'SIGKILL');
    await this.address.close();
    // Only lets go of the folder: the process is gone.
    await started.stop();
  }

  async dispose(): Promise<void> {
    await this.address.close();
    await this.started?.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
