/**
 * What the database refused or failed to do. Carries no parameters and no row contents: errors are
 * logged, and a position or a record must not reach a log line by that door.
 */
export class DatabaseFault extends Error {
  override readonly name = 'DatabaseFault';

  constructor(
    message: string,
    /** Five characters of SQLSTATE; null when the server could not be asked. */
    readonly sqlState: string | null,
    readonly constraint: string | null,
  ) {
    super(message);
  }

  /** The statement was fine and the moment was not: the same again, later, may pass. */
  get temporary(): boolean {
    return this.sqlState === null || TEMPORARY.some((prefix) => this.sqlState?.startsWith(prefix));
  }

  /** Two transactions stood in each other's way; running one of them again from its start helps. */
  get collided(): boolean {
    return this.sqlState === SERIALIZATION_FAILURE || this.sqlState === DEADLOCK_DETECTED;
  }
}

/** Worth answering "come back later"; anything else the database says is a bug of ours. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof DatabaseFault && error.temporary;

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const INTERNAL_ERROR = 'XX000';

/**
 * Connection lost, rolled back, out of resources, lock or statement time-out, shutting down, I/O.
 */
const TEMPORARY = ['08', '40', '53', '55P03', '57', '58'] as const;

/** Whatever pg or TypeORM threw, as a fault. */
export function toFault(error: unknown): DatabaseFault {
  if (error instanceof DatabaseFault) return error;
  const { code, constraint, message, misread } = fieldsOf(error);
  if (misread) return new DatabaseFault(message, INTERNAL_ERROR, null);
  const sqlState = code !== null && /^[0-9A-Z]{5}$/.test(code) ? code : null;
  return new DatabaseFault(
    sqlState === null ? `the database could not be reached: ${message}` : message,
    sqlState,
    constraint,
  );
}

type Fields = {
  readonly code: string | null;
  readonly constraint: string | null;
  readonly message: string;
  /** The answer came and could not be read, which no later try will change. */
  readonly misread: boolean;
};

/** TypeORM hangs statement and parameters on its error; only these are taken over. */
function fieldsOf(error: unknown): Fields {
  if (!(error instanceof Error)) {
    return { code: null, constraint: null, message: String(error), misread: false };
  }
  const from = error as Error & { code?: unknown; constraint?: unknown; driverError?: unknown };
  return {
    code: typeof from.code === 'string' ? from.code : null,
    constraint: typeof from.constraint === 'string' ? from.constraint : null,
    message: error.message,
    misread: (from.driverError ?? error) instanceof RangeError,
  };
}
