// Redis without persistence on a Unix socket, spoken to in its own protocol: commands are encoded
// before the clock runs and sent many at a time, so that it is as quick as it can be.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Absent, firstOf } from './peer.js';

const BINARIES = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'];
const START_MAX_MS = 15_000;

export type Answer = string | number | null | readonly Answer[];

export const command = (...parts: readonly string[]): string =>
  `*${parts.length}\r\n${parts.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`;

export class Redis {
  private waiting: { left: number; answers: Answer[]; done: (answers: Answer[]) => void } | null =
    null;
  private rest: Buffer = Buffer.alloc(0);

  private constructor(
    readonly version: string,
    private readonly socket: Socket,
    private readonly end: () => Promise<void>,
  ) {
    socket.on('data', (chunk: Buffer) => this.read(chunk));
  }

  static async start(): Promise<Redis> {
    const binary = firstOf(BINARIES);
    if (binary === null) throw new Absent('redis', 'apt-get install redis-server');
    const folder = mkdtempSync(join(tmpdir(), 'paidan-redis-'));
    const path = join(folder, 'redis.sock');
    const settings = ['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no'];
    const child = spawn(binary, [...settings, '--dir', folder], { stdio: 'ignore' });
    const stop = async (): Promise<void> => {
      const ended = once(child, 'exit');
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    };
    for (const until = Date.now() + START_MAX_MS; ;) {
      const socket = createConnection(path);
      const opened = await Promise.race([
        once(socket, 'connect').then(() => true),
        once(socket, 'error').then(() => false),
      ]).catch(() => false);
      if (opened) {
        const redis = new Redis('', socket, stop);
        const [info] = await redis.send([command('INFO', 'server')]);
        const version = /redis_version:(\S+)/.exec(String(info))?.[1] ?? 'unknown';
        return Object.assign(redis, { version });
      }
      if (Date.now() > until) {
        await stop();
        throw new Error('redis-server did not start');
      }
      await delay(50);
    }
  }

  /** All of them at once; answers in their order. */
  send(commands: readonly string[]): Promise<Answer[]> {
    return this.sendEncoded(Buffer.from(commands.join('')), commands.length);
  }

  sendEncoded(commands: Buffer, count: number): Promise<Answer[]> {
    return new Promise((done) => {
      this.waiting = { left: count, answers: [], done };
      this.socket.write(commands);
    });
  }

  async stop(): Promise<void> {
    this.socket.destroy();
    await this.end();
  }

  private read(chunk: Buffer): void {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let from = 0;
    while (this.waiting !== null && this.waiting.left > 0) {
      const parsed = parse(this.rest, from);
      if (parsed === null) break;
      from = parsed.end;
      this.waiting.answers.push(parsed.answer);
      this.waiting.left -= 1;
    }
    this.rest = this.rest.subarray(from);
    const { waiting } = this;
    if (waiting?.left !== 0) return;
    this.waiting = null;
    waiting.done(waiting.answers);
  }
}

type Parsed = { readonly answer: Answer; readonly end: number };

/** Null while there is not enough of it. */
function parse(bytes: Buffer, from: number): Parsed | null {
  const line = bytes.indexOf(13, from);
  if (line < 0 || line + 1 >= bytes.length) return null;
  const kind = bytes[from];
  const text = bytes.toString('latin1', from + 1, line);
  const end = line + 2;
  if (kind === 0x2b) return { answer: text, end };
  if (kind === 0x2d) throw new Error(`redis: ${text}`);
  const length = Number(text);
  if (kind === 0x3a) return { answer: length, end };
  if (length < 0) return { answer: null, end };
  if (kind === 0x24) {
    if (bytes.length < end + length + 2) return null;
    return { answer: bytes.toString('latin1', end, end + length), end: end + length + 2 };
  }
  const answer: Answer[] = [];
  let at = end;
  for (let each = 0; each < length; each += 1) {
    const part = parse(bytes, at);
    if (part === null) return null;
    answer.push(part.answer);
    at = part.end;
  }
  return { answer, end: at };
}
