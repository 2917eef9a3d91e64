import { ProblemError } from './problem-error.js';

/** Where a page ended: opaque to callers, two values to us. */
export const cursorFrom = (at: number, id: string): string =>
  Buffer.from(`${at}.${id}`, 'utf8').toString('base64url');

export function readCursor(cursor: string | undefined): { at: number; id: string } | null {
  if (cursor === undefined) return null;
  const match = /^(\d{1,16})\.([A-Za-z0-9][A-Za-z0-9_-]{0,63})$/.exec(
    Buffer.from(cursor, 'base64url').toString('utf8'),
  );
  const [, at, id] = match ?? [];
  if (at === undefined || id === undefined) {
    throw new ProblemError('validation_failed', 'The cursor is not one of ours.', [
      {
        path: '/cursor',
        code: 'cursor',
        message: 'expected a cursor as the page before gave it',
      },
    ]);
  }
  return { at: Number(at), id };
}
