import { readFile } from 'node:fs/promises';
import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { Public } from '../requests/handles.js';
import { ProblemError } from '../requests/problem-error.js';

/** Beside the compiled code, where the build puts it. */
const FOLDER = new URL('../../../console/public/', import.meta.url);

const SCRIPT = 'text/javascript; charset=utf-8';

/** All there is: no name from a request ever becomes a path. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ...[
    ...['asking', 'changes', 'console', 'driver-card', 'element', 'funnel', 'lists', 'parts'],
    ...['shipper-card', 'small-card', 'stages', 'words'],
  ].map((module) => [`${module}.js`, SCRIPT] as const),
  ['console.css', 'text/css; charset=utf-8'],
  ['rules.css', 'text/css; charset=utf-8'],
  ['icon.svg', 'image/svg+xml'],
]);

/** The one page. It holds no data: everything it shows it asks for with the reader's own token. */
@Controller()
@Public('the page is a client like any other and carries nothing itself')
export class ConsoleController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(): Promise<string> {
    return readFile(new URL('index.html', FOLDER), 'utf8');
  }

  @Get('console/:file')
  async file(@Param('file') file: string): Promise<StreamableFile> {
    const type = TYPES.get(file);
    if (type === undefined) throw new ProblemError('not_found', `The page has no file ${file}.`);
    return new StreamableFile(await readFile(new URL(file, FOLDER)), { type });
  }
}
