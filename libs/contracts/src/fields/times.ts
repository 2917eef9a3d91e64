/**
 * RFC 3339 with an offset, so that a window means one thing in Hangzhou and in a log. Upper-case T
 * and Z, years 2000 to 2099, no leap second: nothing here needs more and each extra spelling is a
 * bug.
 */
export const TIME_PATTERN =
  /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * `Date.parse` takes 30 February for 2 March; a day that does not exist is a mistake worth telling.
 */
export function isTime(text: string): boolean {
  if (!TIME_PATTERN.test(text)) return false;
  const [year, month, day] = text.slice(0, 10).split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Milliseconds of a time that passed `isTime`; finer digits are dropped. */
export const timeMs = (text: string): number => Date.parse(text);

/** How every answer and event writes a time: UTC with milliseconds. */
export const timeText = (atMs: number): string => new Date(atMs).toISOString();
