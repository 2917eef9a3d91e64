// All that a record may need of Node: the compiler check of the pure rooms knows no other built-in.
declare module 'node:crypto' {
  type Hash = {
    update(data: string | Uint8Array): Hash;
    digest(): Uint8Array;
    digest(encoding: 'hex'): string;
  };
  export function createHash(algorithm: 'sha256'): Hash;
  export function createHmac(algorithm: 'sha256', key: string | Uint8Array): Hash;
}
