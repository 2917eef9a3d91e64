import { readFile } from 'node:fs/promises';
import { policyHash } from '#libs/explanations';
import { defaultPolicy, parsePolicy, type Policy, type PolicyProblem } from '#libs/matcher';
import { atTheDesk, type Where } from './service-desk.js';

/** A document that a request would be refused for by size alone. */
const BYTES_MAX = 256 * 1024;
const HASH = /^sha256:[0-9a-f]{64}$/;
const IN_FORCE = /^in-force(?::(\*|\d{4}))?$/;

export const SOURCES_HELP = `
A policy is named by a file of JSON, - for standard input, "default" for the one that is shipped,
or, of a running service, its hash (sha256:…) or in-force:CITY (in-force alone: for every city).`;

/** A document that does not hold, with each place by its path. */
export class Unsound extends Error {
  constructor(
    source: string,
    readonly problems: readonly PolicyProblem[],
  ) {
    const lines = problems.map(({ path, message }) => `  ${path === '' ? '/' : path}: ${message}`);
    super([`${source} does not hold:`, ...lines].join('\n'));
  }
}

export type Named = { readonly source: string; readonly policy: Policy; readonly hash: string };

/** The policy that a word on the command line names. */
export async function policyNamed(source: string, where: Where): Promise<Named> {
  const document = await documentOf(source, where);
  const parsed = parsePolicy(document);
  if (!parsed.ok) throw new Unsound(source, parsed.problems);
  return { source, policy: parsed.policy, hash: policyHash(parsed.policy) };
}

async function documentOf(source: string, where: Where): Promise<unknown> {
  if (source === 'default') return defaultPolicy;
  if (HASH.test(source)) return stored(source, where);
  const city = IN_FORCE.exec(source);
  if (city !== null) return stored(await hashInForce(city[1] ?? '*', where), where);
  const text = source === '-' ? await standardInput() : await readFile(source, 'utf8');
  if (Buffer.byteLength(text) > BYTES_MAX) {
    throw new Error(`${source} is larger than ${BYTES_MAX / 1024} KiB; a policy is not.`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new Error(`${source} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

const stored = (hash: string, where: Where): Promise<unknown> =>
  atTheDesk(where, async (desk) => (await desk.ask('policy.get', { hash })).policy);

/** Of the city, else of every city without its own. */
async function hashInForce(cityCode: string, where: Where): Promise<string> {
  const { items } = await atTheDesk(where, (desk) => desk.ask('policy.list', {}));
  const followed = items.filter(({ activeSince }) => activeSince !== null);
  const found =
    followed.find((each) => each.cityCode === cityCode) ??
    followed.find((each) => each.cityCode === '*');
  if (found === undefined) throw new Error(`No policy is in force for ${cityCode}.`);
  return found.hash;
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    const piece = Buffer.from(chunk as Uint8Array);
    bytes += piece.length;
    if (bytes > BYTES_MAX) break;
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
}
