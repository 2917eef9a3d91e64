// PostGIS on a cluster of its own: nothing durable, memory enough, no just-in-time compiler, which
// only costs in queries of this length.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Position } from '#libs/fleet-index';
import { WANTED, type Trucks } from '../geo/country.js';
import { Absent, firstOf, unprivileged } from './peer.js';

const VERSIONS = [18, 17, 16, 15, 14, 13];
const START_MAX_MS = 30_000;
const run = promisify(execFile);

const NEAREST = {
  name: 'nearest',
  text:
    'SELECT id FROM trucks WHERE body = $3 AND tonnes >= $4 AND idle ' +
    'ORDER BY geog <-> ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography LIMIT 20',
};

export class PostGis {
  private constructor(
    readonly version: string,
    private readonly client: pg.Client,
    private readonly folder: string,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(): Promise<PostGis> {
    const major = VERSIONS.find((each) => {
      const library = firstOf([`/usr/lib/postgresql/${each}/lib/postgis-3.so`]);
      return library !== null && existsSync(`/usr/lib/postgresql/${each}/bin/postgres`);
    });
    if (major === undefined) {
      throw new Absent('postgis', 'apt-get install postgresql postgresql-15-postgis-3');
    }
    const bin = `/usr/lib/postgresql/${major}/bin`;
    const user = unprivileged();
    const folder = mkdtempSync(join(tmpdir(), 'paidan-postgis-'));
    chmodSync(folder, 0o755);
    if ('uid' in user) chownSync(folder, user.uid, user.gid);
    const data = join(folder, 'data');
    const as = { cwd: '/', ...user };
    await run(`${bin}/initdb`, ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync'], as);
    const settings = {
      ...{ listen_addresses: '', unix_socket_directories: folder, shared_buffers: '1GB' },
      ...{ jit: 'off', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
      ...{ maintenance_work_mem: '512MB', work_mem: '64MB', max_wal_size: '8GB' },
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(`${bin}/postgres`, ['-D', data, ...flags], { ...as, stdio: 'ignore' });
    const stop = async (): Promise<void> => {
      const ended = once(child, 'exit');
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGINT');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    };
    for (const until = Date.now() + START_MAX_MS; ; await delay(100)) {
      const client = new pg.Client({ host: folder, user: 'postgres', database: 'postgres' });
      try {
        await client.connect();
        await client.query('CREATE EXTENSION IF NOT EXISTS postgis');
        const { rows } = await client.query<{ server: string; postgis: string }>(
          `SELECT current_setting('server_version') AS server, postgis_lib_version() AS postgis`,
        );
        const [told] = rows;
        const version = `PostgreSQL ${told?.server}, PostGIS ${told?.postgis}`;
        return new PostGis(version, client, folder, stop);
      } catch (cause) {
        await client.end().catch(() => undefined);
        if (Date.now() < until) continue;
        await stop();
        throw cause;
      }
    }
  }

  async load({ count, lat, lng, body, tonnes, idle }: Trucks): Promise<void> {
    const file = join(this.folder, 'trucks.csv');
    const lines: string[] = [];
    for (let truck = 0; truck < count; truck += 1) {
      const place = `SRID=4326;POINT(${lng[truck]} ${lat[truck]})`;
      lines.push(`${truck},${place},${body[truck]},${tonnes[truck]},${idle[truck] === 1}`);
    }
    writeFileSync(file, lines.join('\n'), { mode: 0o644 });
    await this.client.query(`
      DROP TABLE IF EXISTS trucks;
      CREATE TABLE trucks (
        id integer, geog geography(Point, 4326), body smallint, tonnes smallint, idle boolean
      );
      COPY trucks FROM '${file}' (FORMAT csv);
      CREATE INDEX ON trucks USING gist (geog)`);
    await this.client.query('VACUUM ANALYZE trucks');
    rmSync(file);
  }

  async nearest({ lat, lng }: Position): Promise<number[]> {
    const values = [lng, lat, WANTED.body, WANTED.tonnes];
    const { rows } = await this.client.query<{ id: number }>({ ...NEAREST, values });
    return rows.map(({ id }) => id);
  }

  async stop(): Promise<void> {
    await this.client.end();
    await this.end();
  }
}
