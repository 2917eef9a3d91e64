export { MemoryDatabase } from './database.js';
export { Heap } from './heap.js';
export type { NotKept } from './not-kept.js';
