import { randomUUID } from 'node:crypto';

export type Ask = (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  bearer: string,
  body?: unknown,
) => Promise<unknown>;

/**
 * One caller after another over HTTP; whatever is not a success ends the bench, and so does a stop.
 */
export const asker =
  (url: string, signal: AbortSignal): Ask =>
  async (method, path, bearer, body) => {
    // Between two requests: tens of thousands of listeners on one signal slow each of them down.
    signal.throwIfAborted();
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: bearer,
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };

/** Everything, a few at a time. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
