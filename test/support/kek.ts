import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const HEX = '5a'.repeat(32);

/**
 * Of every service and database in the tests, so that a test may open what a service has sealed.
 */
export const TEST_KEK: Uint8Array = Buffer.from(HEX, 'hex');

export async function writeTestKek(folder: string): Promise<string> {
  const file = join(folder, 'kek');
  await writeFile(file, `${HEX}\n`, { mode: 0o600 });
  return file;
}
