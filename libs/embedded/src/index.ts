export { devKey, devKeyFile, devKeys, devSigner } from './dev-key.js';
export type { DevClaims } from './dev-key.js';
export { FolderInUse } from './folder-lock.js';
export type { Instance } from './instance-folder.js';
export { obtainNats, obtainPostgres, obtainServices } from './obtain-services.js';
export type { ObtainOptions, Services } from './obtain-services.js';
export { readRunFile } from './run-file.js';
export type { RunFile } from './run-file.js';
export type { Log } from './settings.js';
export { startNats } from './start-nats.js';
export type { EmbeddedNats, StartNatsOptions } from './start-nats.js';
export { startPostgres } from './start-postgres.js';
export type { EmbeddedPostgres, StartPostgresOptions } from './start-postgres.js';
export { devKek, kekFile, readKek } from './kek.js';
export { devLogKey } from './log-key.js';
export {
  devAuthorityKey,
  devAuthorityPrivateKeyFile,
  devFenceKey,
  fenceKeyFile,
  readFenceKey,
} from './rights-keys.js';
