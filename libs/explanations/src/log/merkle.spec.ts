import { consistencyPath, inclusionPath, leafHash, merkleRoot } from './merkle.js';
import { verifyConsistency, verifyInclusion } from './verify.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The leaves and roots that Certificate Transparency's own test suites have used since 2012. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((data) => leafHash(Uint8Array.from(Buffer.from(data, 'hex'))));
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the Merkle tree', () => {
  it.each(ROOTS.map((root, size) => ({ root, size })))(
    'gives the published root for $size leaves',
    ({ root, size }) => {
      expect(hex(merkleRoot(LEAVES.slice(0, size)))).toBe(root);
    },
  );

  it('proves every leaf of every size, and only at its own place', () => {
    for (let size = 1; size <= LEAVES.length; size += 1) {
      const leaves = LEAVES.slice(0, size);
      const root = merkleRoot(leaves);
      for (let index = 0; index < size; index += 1) {
        const path = inclusionPath(leaves, index);
        const verdicts = leaves.map((leaf, at) =>
          verifyInclusion({ leafHash: leaf, index: at, size, path, root }),
        );
        expect(verdicts).toEqual(leaves.map((_, at) => at === index));
      }
    }
  });

  it('proves that each size began with each smaller one', () => {
    for (let newSize = 0; newSize <= LEAVES.length; newSize += 1) {
      const newRoot = merkleRoot(LEAVES.slice(0, newSize));
      for (let oldSize = 0; oldSize <= newSize; oldSize += 1) {
        const path = consistencyPath(LEAVES.slice(0, newSize), oldSize);
        const proof = { oldSize, newSize, newRoot, path };
        const verdicts = ROOTS.map((_, at) =>
          verifyConsistency({ ...proof, oldRoot: merkleRoot(LEAVES.slice(0, at)) }),
        );
        expect(verdicts).toEqual(ROOTS.map((_, at) => at === oldSize));
      }
    }
  });

  it('says what it expected of an index beyond the leaves', () => {
    expect(() => inclusionPath(LEAVES, 8)).toThrow('a leaf index from 0 to 7, found 8');
    expect(() => consistencyPath(LEAVES, 9)).toThrow('an older size from 0 to 8, found 9');
  });
});
