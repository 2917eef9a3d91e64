import { execFile, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Absent } from '../peers/peer.js';
import { ROOT } from '../stack.js';

const run = promisify(execFile);
const HERE = join(ROOT, 'bench', 'assign');

export type Task = {
  readonly kind: 'dense' | 'sparse';
  readonly file: string;
  readonly rows: number;
  readonly columns: number;
  /** Of a row that goes without; below 0 where none may. */
  readonly price: number;
};
export type Answer = { readonly ms: number; readonly cost: number };

/** Debian's own, by its path: another python in the way may have another SciPy, or none. */
const PYTHON = '/usr/bin/python3';

export class SciPy {
  private constructor(
    readonly version: string,
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly lines: AsyncIterator<string>,
  ) {}

  static async start(): Promise<SciPy> {
    const install = 'apt-get install python3-scipy';
    if (!existsSync(PYTHON)) throw new Absent('scipy', install);
    const child = spawn(PYTHON, [join(HERE, 'solve_by_scipy.py')], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { value, done } = await lines.next();
    if (done === true) throw new Absent('scipy', install);
    const { scipy, numpy } = JSON.parse(value) as { scipy: string; numpy: string };
    return new SciPy(`SciPy ${scipy}, NumPy ${numpy}`, child, lines);
  }

  async solve(task: Task): Promise<Answer> {
    this.child.stdin.write(`${JSON.stringify(task)}\n`);
    const { value, done } = await this.lines.next();
    if (done === true) throw new Error('SciPy ended before it answered');
    return JSON.parse(value) as Answer;
  }

  stop(): void {
    this.child.stdin.end();
  }
}

/** Network simplex, from a driver that is compiled for the run. */
export class Lemon {
  private constructor(
    readonly version: string,
    private readonly program: string,
  ) {}

  static async start(folder: string): Promise<Lemon> {
    const install = 'apt-get install liblemon-dev g++';
    const program = join(folder, 'lemon');
    const source = join(HERE, 'lemon.cpp');
    const config = '/usr/include/lemon/config.h';
    if (!existsSync(config)) throw new Absent('lemon', install);
    try {
      await run('g++', ['-O3', '-march=native', '-o', program, source]);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw new Absent('lemon', install);
      throw cause;
    }
    const told = await run('dpkg-query', ['-W', '-f', '${Version}', 'liblemon-dev']).catch(
      () => null,
    );
    return new Lemon(`LEMON ${told?.stdout ?? 'of unknown version'}`, program);
  }

  async solve({ file }: Task): Promise<Answer> {
    const { stdout } = await run(this.program, [file, '1']);
    const [cost = NaN, ms = NaN] = stdout.trim().split(' ').map(Number);
    return { cost, ms };
  }
}
