// Arrays in PostgreSQL's binary form (array_send): a header of five numbers, then each element with
// its length before it. pg sends a Buffer as it is and says that it is binary. A decision has
// hundreds of numbers, which as text are put together here, and taken apart there, digit by digit.

const HEADER_BYTES = 20;
const INT4 = { oid: 23, bytes: 4 } as const;
const INT8 = { oid: 20, bytes: 8 } as const;
const TEXT_OID = 25;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;
const TWO_32 = 2 ** 32;

/** For an `integer[]`. Throws a RangeError for what is none of 32 bits. */
export function int4Array(values: readonly (number | null)[]): Buffer {
  return int4Arrays(values.length, (write) => {
    for (const value of values) write(value);
  });
}

/** The same where the values are not at hand as one list; `count` of them are to be written. */
export function int4Arrays(
  count: number,
  each: (write: (value: number | null) => void) => void,
): Buffer {
  const array = begun(INT4.oid, count, count * (LENGTH_BYTES + INT4.bytes));
  let at = HEADER_BYTES;
  let hasNull = false;
  each((value) => {
    if (value === null) {
      at = putInt32(array, NULL_LENGTH, at);
      hasNull = true;
    } else {
      if ((value | 0) !== value) throw new RangeError(`${value} is no integer of 32 bits`);
      at = putInt32(array, INT4.bytes, at);
      at = putInt32(array, value, at);
    }
  });
  return ended(array, at, hasNull);
}

/** For a `bigint[]`. Throws a RangeError for what a number does not hold exactly. */
export function int8Array(values: readonly (number | null)[]): Buffer {
  const array = begun(INT8.oid, values.length, values.length * (LENGTH_BYTES + INT8.bytes));
  let at = HEADER_BYTES;
  for (const value of values) {
    if (value === null) at = array.writeInt32BE(NULL_LENGTH, at);
    else {
      if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no safe integer`);
      at = array.writeInt32BE(INT8.bytes, at);
      const high = Math.floor(value / TWO_32);
      at = array.writeInt32BE(high, at);
      at = array.writeUInt32BE(value - high * TWO_32, at);
    }
  }
  return ended(array, at, values.includes(null));
}

/** For a `text[]`. */
export function textArray(values: readonly (string | null)[]): Buffer {
  let bytes = 0;
  for (const value of values) {
    bytes += LENGTH_BYTES + (value === null ? 0 : Buffer.byteLength(value));
  }
  const array = begun(TEXT_OID, values.length, bytes);
  let at = HEADER_BYTES;
  for (const value of values) {
    if (value === null) at = array.writeInt32BE(NULL_LENGTH, at);
    else {
      const length = array.write(value, at + LENGTH_BYTES);
      at = array.writeInt32BE(length, at) + length;
    }
  }
  return ended(array, at, values.includes(null));
}

/** A third of what a Buffer's own method takes, which a decision would call a thousand times. */
function putInt32(array: Uint8Array, value: number, at: number): number {
  array[at] = value >>> 24;
  array[at + 1] = value >>> 16;
  array[at + 2] = value >>> 8;
  array[at + 3] = value;
  return at + 4;
}

function begun(oid: number, count: number, bytes: number): Buffer {
  const array = Buffer.allocUnsafe(HEADER_BYTES + bytes);
  // Dimensions, whether any is null, of what type, how many, and the number of the first.
  array.writeInt32BE(1, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(count, 12);
  array.writeInt32BE(1, 16);
  return array;
}

function ended(array: Buffer, end: number, hasNull: boolean): Buffer {
  if (hasNull) array.writeInt32BE(1, 4);
  return array.subarray(0, end);
}
