// One real PostgreSQL and one real nats-server for the run of the `real` tests; each suite makes a
// database and subjects of its own. When either can't be had the run fails: nothing is skipped.
import { fileURLToPath } from 'node:url';
import { obtainServices } from '../../dist/libs/embedded/src/index.js';

export default async function globalSetup() {
  const services = await obtainServices({
    name: 'test',
    root: fileURLToPath(new URL('../..', import.meta.url)),
    ephemeral: true,
    log: (line) => process.stderr.write(`[services] ${line}\n`),
  });
  process.env.PAIDAN_TEST_DATABASE_URL = services.databaseUrl;
  process.env.PAIDAN_TEST_NATS_URL = services.natsUrl;
  // A suite that starts brokers of its own takes the same binary.
  if (services.embedded.nats) process.env.NATS_SERVER = services.embedded.nats.binary;
  globalThis.paidanTestServices = services;
}
