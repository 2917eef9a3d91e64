import { generateKeyPairSync } from 'node:crypto';
import { AuthoritySeal, unseal } from './authority-seal.js';
import { FenceKey } from './fence-key.js';

const pem = (type: 'x25519' | 'ed25519') => {
  const { publicKey, privateKey } = generateKeyPairSync(type as 'x25519');
  return {
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};

describe('[R6] what only the law keeps', () => {
  const authority = pem('x25519');
  const seal = new AuthoritySeal(authority.publicPem);

  it('is opened by the authority, for what it was sealed as, and by nobody else', () => {
    const sealed = seal.seal('{"driverId":"drv-1"}', 'record-1');
    expect(unseal(authority.privatePem, sealed, 'record-1')).toBe('{"driverId":"drv-1"}');
    expect(() => unseal(authority.privatePem, sealed, 'record-2')).toThrow();
    expect(() => unseal(pem('x25519').privatePem, sealed, 'record-1')).toThrow();
    sealed[40] = (sealed[40] ?? 0) ^ 1;
    expect(() => unseal(authority.privatePem, sealed, 'record-1')).toThrow();
  });

  it('reads differently each time it is sealed, and names its key', () => {
    expect(seal.seal('same', 'r').equals(seal.seal('same', 'r'))).toBe(false);
    expect(seal.keyId).toMatch(/^[0-9a-f]{16}$/);
  });

  it('wants a key of the right kind', () => {
    expect(() => new AuthoritySeal(pem('ed25519').publicPem)).toThrow('X25519');
  });
});

describe('[R7] a fence', () => {
  const key = new FenceKey(Buffer.alloc(32, 1));

  it('is the same for a driver under one key, and another under another', () => {
    expect(key.fenceOf('drv-1')).toEqual(key.fenceOf('drv-1'));
    expect(key.fenceOf('drv-1').equals(key.fenceOf('drv-2'))).toBe(false);
    expect(new FenceKey(Buffer.alloc(32, 2)).fenceOf('drv-1').equals(key.fenceOf('drv-1'))).toBe(
      false,
    );
    expect(() => new FenceKey(Buffer.alloc(31))).toThrow('32 bytes');
  });

  it('keeps the id of an erasure under way, for that erasure', () => {
    const sealed = key.seal('drv-1', 'erasure-1');
    expect(key.open(sealed, 'erasure-1')).toBe('drv-1');
    expect(() => key.open(sealed, 'erasure-2')).toThrow();
  });
});
