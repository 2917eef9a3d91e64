export { MemoryDatabase } from './database.js';
export type { NotKept } from './not-kept.js';
