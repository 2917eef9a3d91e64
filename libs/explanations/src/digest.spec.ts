import { createHmac } from 'node:crypto';
import { defaultPolicy } from '#libs/matcher';
import { policyHash, seedHash, sha256Hex, ticket } from './digest.js';

describe('digests', () => {
  it('is the SHA-256 everybody else computes', () => {
    expect(sha256Hex('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('names a policy by its content, not by the order of its fields', () => {
    const turned = Object.fromEntries(Object.entries(defaultPolicy).reverse());
    expect(policyHash(turned as typeof defaultPolicy)).toBe(policyHash(defaultPolicy));
    expect(policyHash({ ...defaultPolicy, version: 2 })).not.toBe(policyHash(defaultPolicy));
    expect(policyHash(defaultPolicy)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('hashes the bytes of a seed and not its spelling', () => {
    expect(seedHash('616263')).toBe(sha256Hex('abc'));
  });

  it('draws the ticket that a driver computes with any other tool', () => {
    const key = Buffer.from('00ff10', 'hex');
    const text = Buffer.concat([Buffer.from('order'), Buffer.from([0]), Buffer.from('driver')]);
    expect(ticket('00ff10', 'order', 'driver')).toBe(
      createHmac('sha256', key).update(text).digest('hex'),
    );
  });

  it('keeps pairs of ids apart that read the same when joined', () => {
    expect(ticket('00', 'ab', 'c')).not.toBe(ticket('00', 'a', 'bc'));
  });

  it.each(['', 'abc', 'AB', 'zz'])(
    'refuses the seed %j, which is no hex of whole bytes',
    (seed) => {
      expect(() => seedHash(seed)).toThrow('lower-case hex');
    },
  );
});
