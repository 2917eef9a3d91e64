/**
 * Bytes that are handed over, and are gone with whoever took them.
 *
 * A promise holds what it was resolved with for as long as it is held itself, and collections of
 * young memory keep promises of the thread's answers alive that nobody waits for any more: 11 kB an
 * answer, until all memory is collected (docs/decisions/0038).
 */
export class Parcel {
  constructor(private bytes: Uint8Array | null) {}

  /** Once. Throws when they were taken before. */
  take(): Uint8Array {
    const { bytes } = this;
    if (bytes === null) throw new Error('a parcel was opened twice');
    this.bytes = null;
    return bytes;
  }
}
