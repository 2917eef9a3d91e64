import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderInUse, holderOf, lockFolder } from './folder-lock.js';
import { processIdentity } from './process-identity.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paidan-spec-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const leave = (text: string): void => writeFileSync(join(folder, 'owner.json'), text);

describe('the lock of a folder', () => {
  it('has one holder, and none once it is released', () => {
    const lock = lockFolder(folder);
    expect(holderOf(folder)).toBe(process.pid);
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    lock.release();
    expect(holderOf(folder)).toBeNull();
    lockFolder(folder).release();
  });

  it('is taken over from a process that is gone, though another has its pid now', () => {
    leave(JSON.stringify({ pid: process.pid, identity: 'of another boot 1' }));
    expect(holderOf(folder)).toBeNull();
    lockFolder(folder);
    expect(holderOf(folder)).toBe(process.pid);
    expect(readdirSync(folder)).toEqual(['owner.json']);
  });

  it('is respected while its file is still being written', () => {
    leave('');
    expect(() => lockFolder(folder)).toThrow('in use by a process that is just starting');
  });

  it('is not lifted by one who no longer holds it', () => {
    const lock = lockFolder(folder);
    const other = JSON.stringify({ pid: process.ppid, identity: processIdentity(process.ppid) });
    leave(other);
    lock.release();
    expect(holderOf(folder)).toBe(process.ppid);
  });
});
