import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNatsServer } from './nats-binary.js';
import type { Unpack } from './nats-binary.js';
import { settingsFrom } from './settings.js';
import type { Settings } from './settings.js';

let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'paidan-spec-'));
});

afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const serverAt = (folder: string, version: string): string => {
  const file = join(folder, 'nats-server');
  writeFileSync(file, `#!/bin/sh\necho "nats-server: v${version}"\n`);
  chmodSync(file, 0o755);
  return file;
};

const settings = (some: Partial<Settings> = {}): Settings => ({
  ...settingsFrom({}),
  searchPath: [],
  ...some,
});

const noPackages: Unpack = async () => {
  throw new Error('apt-get --version: spawn apt-get ENOENT');
};

describe('the nats-server that is run', () => {
  it('is the one NATS_SERVER names, and no other when that one is unusable', async () => {
    const path = serverAt(scratch, '2.9.10');
    const named = settings({ natsServer: path, searchPath: ['/nowhere'] });
    expect(await findNatsServer([], named, () => {})).toEqual({ path, version: '2.9.10' });

    const missing = settings({ natsServer: join(scratch, 'missing'), searchPath: [scratch] });
    await expect(findNatsServer([], missing, () => {})).rejects.toThrow('NATS_SERVER names');
  });

  it('is one on the PATH unless it is too old, which is told', async () => {
    const lines: string[] = [];
    const old = mkdtempSync(join(scratch, 'old-'));
    const recent = mkdtempSync(join(scratch, 'recent-'));
    serverAt(old, '2.9.9');
    const path = serverAt(recent, '2.10.1');
    const found = await findNatsServer([], settings({ searchPath: [old, recent] }), (line) =>
      lines.push(line),
    );
    expect(found).toEqual({ path, version: '2.10.1' });
    expect(lines).toEqual([`${old}/nats-server can't be used: it is 2.9.9, older than 2.9.10`]);
  });

  it('is unpacked once, also when two starts want it at the same time', async () => {
    const cache = join(scratch, 'cache');
    let unpacked = 0;
    const unpack: Unpack = async (folder) => {
      unpacked++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      serverAt(folder, '2.9.10');
    };
    const find = (): ReturnType<typeof findNatsServer> =>
      findNatsServer([cache], settings(), () => {}, unpack);
    const [one, two] = await Promise.all([find(), find()]);
    const three = await find();
    expect([one, two, three].map(({ path }) => path)).toEqual(
      Array(3).fill(join(cache, 'nats-server-2.9.10', 'nats-server')),
    );
    expect(unpacked).toBe(2);
    expect(readdirSync(cache)).toEqual(['nats-server-2.9.10']);
  });

  it('is looked for in the next cache when one can not be written', async () => {
    const [blocked, open] = [join(scratch, 'file', 'cache'), join(scratch, 'open')];
    writeFileSync(join(scratch, 'file'), '');
    const found = await findNatsServer(
      [blocked, open],
      settings(),
      () => {},
      async (folder) => {
        serverAt(folder, '2.9.10');
      },
    );
    expect(found.path.startsWith(open)).toBe(true);
  });

  it('is asked for in words that say what to do when there is none', async () => {
    const cache = join(scratch, 'cache');
    const asked = findNatsServer([cache], settings(), () => {}, noPackages);
    await expect(asked).rejects.toThrow(
      /apt-get install nats-server[^]*brew[^]*NATS_SERVER=[^]*NATS_URL=/,
    );
    await expect(asked).rejects.toThrow('spawn apt-get ENOENT');
    expect(existsSync(cache) ? readdirSync(cache) : []).toEqual([]);
  });
});
