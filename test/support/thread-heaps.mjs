import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

// Imported into a service: on SIGWINCH every thread of its own writes down what is in its memory,
// which Node's own signal for snapshots does for the main thread alone.

const folder = process.env.THREAD_HEAPS;
const threads = new Set();
process.on('worker', (thread) => {
  threads.add(thread);
  thread.once('exit', () => threads.delete(thread));
});
process.on('SIGWINCH', () => {
  for (const thread of threads) {
    const file = join(folder, `thread-${thread.threadId}.heapsnapshot`);
    void thread
      .getHeapSnapshot()
      .then((snapshot) => pipeline(snapshot, createWriteStream(`${file}.part`)))
      .then(() => rename(`${file}.part`, file));
  }
});
