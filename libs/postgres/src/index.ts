export { type PostgresOptions, type PostgresTls } from './client.js';
export { PostgresDatabase } from './database.js';
export { DatabaseFault, isUnavailable } from './fault.js';
export { checkInvariants, type Invariant } from './invariants.js';
export { migrate } from './migrate.js';
export { openPostgres, type Postgres } from './open.js';
export { type OutboxFeed, type OutboxLag, type OutboxRow } from './outbox-feed.js';
export { type RelayLock } from './relay-lock.js';
export { dumpSchema } from './schema-dump.js';
