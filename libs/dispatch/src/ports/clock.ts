/**
 * The only source of time. In production it follows the database's clock, so that instances agree.
 */
export interface Clock {
  nowMs(): number;
}

/** The only source of randomness. */
export interface Entropy {
  /** UUIDv7 of this moment. */
  newId(): string;
  /** 32 bytes as hex. */
  newSeed(): string;
}
