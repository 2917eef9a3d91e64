import { DATABASE_CONTRACT } from '../../libs/dispatch/src/ports/database.contract.js';
import { START_MS } from '../../libs/dispatch/src/ports/samples.contract.js';
import { MemoryDatabase, type NotKept } from '#libs/memory';

/** Of the ports these alone have no adapter in memory; the adapter says so when they are used. */
const LEFT_OUT: Readonly<Record<NotKept, true>> = {
  decisionLog: true,
  accesses: true,
  contrasts: true,
};

const parts = Object.entries(DATABASE_CONTRACT).filter(([part]) => !(part in LEFT_OUT));

describe.each(parts)('memory as %s', (_part, rules) => {
  it.each(rules.map((rule) => [rule.name, rule] as const))('%s', async (_name, rule) => {
    const database = new MemoryDatabase(() => START_MS);
    await rule.run(async () => ({ database, close: async () => undefined }));
  });
});

describe('what memory leaves out', () => {
  it.each(Object.keys(LEFT_OUT) as NotKept[])('says that it keeps no %s', (port) => {
    const { read } = new MemoryDatabase(() => START_MS);
    expect(() => Object.getOwnPropertyNames(read[port]).length).not.toThrow();
    expect(() => (read[port] as unknown as { size: unknown }).size).toThrow(/keeps no/);
  });
});
