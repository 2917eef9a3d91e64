import { readFile, stat } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { defaultPolicy, type Policy } from '#libs/matcher';
import { makeWorld, parseScenario, worldFromRows, type Row, type World } from '#libs/simulation';
import type { Problem } from '#libs/simulation';

/** Twenty thousand orders are some three megabytes. */
const FILE_BYTES_MAX = 32 * 1024 * 1024;
const PROBLEMS_SHOWN = 20;

export type Read = {
  readonly name: string;
  readonly about: string;
  readonly policy: Policy;
  readonly worldOf: (seed: number) => World;
};

export async function readScenario(file: string): Promise<Read> {
  const text = await readText(file);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is no JSON: ${cause instanceof Error ? cause.message : ''}`);
  }
  const parsed = parseScenario(document, defaultPolicy);
  if (!parsed.ok) throw new Error(told(file, parsed.problems));
  const { scenario } = parsed;
  const { name, about, policy } = scenario;
  return { name, about, policy, worldOf: (seed) => makeWorld(scenario, seed) };
}

export async function readTables(ordersFile: string, driversFile: string): Promise<Read> {
  const [orders, drivers] = [await readRows(ordersFile), await readRows(driversFile)];
  const read = worldFromRows(orders, drivers);
  if (!read.ok) throw new Error(told(`${ordersFile} and ${driversFile}`, read.problems));
  return {
    name: 'tables',
    about: `${orders.length} orders and ${drivers.length} drivers of ${ordersFile}, ${driversFile}`,
    policy: defaultPolicy,
    worldOf: read.worldOf,
  };
}

async function readRows(file: string): Promise<Row[]> {
  const text = await readText(file);
  try {
    return parse<Row>(text, { bom: true, columns: true, skip_empty_lines: true, trim: true });
  } catch (cause) {
    throw new Error(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

async function readText(file: string): Promise<string> {
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) throw new Error(`There is no file ${file}.`);
  if (found.size > FILE_BYTES_MAX) {
    throw new Error(`${file} has ${found.size} bytes; at most ${FILE_BYTES_MAX} are read.`);
  }
  return readFile(file, 'utf8');
}

function told(what: string, problems: readonly Problem[]): string {
  const shown = problems
    .slice(0, PROBLEMS_SHOWN)
    .map(({ path, message }) => `  ${path}: ${message}`);
  const more = problems.length - shown.length;
  return [`${what} cannot be played:`, ...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join(
    '\n',
  );
}
