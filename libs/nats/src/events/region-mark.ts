// Which region a stream's data belong to, as its description: nats-server 2.9.10 keeps no metadata.

/** A stream that holds another region's data; nothing may be written to it from here. */
export class RegionMismatch extends Error {
  override readonly name = 'RegionMismatch';

  constructor(
    readonly stream: string,
    readonly found: string,
    readonly wanted: string,
  ) {
    super(`stream ${stream} is marked with region ${found}, and this is ${wanted}`);
  }
}

export const regionMark = (region: string): string => `Paidan. region=${region}`;

/** Null for a stream from before streams were marked. */
export const regionIn = (description: string | undefined): string | null =>
  /(?:^|\s)region=([a-z0-9-]+)(?:\s|$)/.exec(description ?? '')?.[1] ?? null;

/** Throws when the stream is marked with another region; true when it has yet to be marked. */
export function mustBeOfRegion(
  stream: string,
  description: string | undefined,
  region: string,
): boolean {
  const found = regionIn(description);
  if (found !== null && found !== region) throw new RegionMismatch(stream, found, region);
  return found === null;
}
