/** By code unit, never by locale: a server's language must not pick a driver. */
export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
