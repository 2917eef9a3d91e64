import { readFile } from 'node:fs/promises';
import { Controller, Get, Header } from '@nestjs/common';
import { Public } from '../requests/handles.js';

/** Beside the compiled code, where the build puts it. */
const FOLDER = new URL('../../../console/public/', import.meta.url);

/** The one page. It holds no data: everything it shows it asks for with the reader's own token. */
@Controller()
@Public('the page is a client like any other and carries nothing itself')
export class ConsoleController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(): Promise<string> {
    return read('index.html');
  }

  @Get('console/console.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  script(): Promise<string> {
    return read('console.js');
  }

  @Get('console/console.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  style(): Promise<string> {
    return read('console.css');
  }
}

const read = (file: string): Promise<string> => readFile(new URL(file, FOLDER), 'utf8');
