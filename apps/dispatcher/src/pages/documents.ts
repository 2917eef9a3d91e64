import { Controller, Get, Header, Param } from '@nestjs/common';
import { asyncApiDocument, openApiDocument, recordSchema } from '#libs/contracts';
import { Public } from '../requests/handles.js';
import { ProblemError } from '../requests/problem-error.js';

/** The interfaces, as generated from the catalogue they are served from. */
@Controller()
@Public('the description of the interface is public')
export class DocumentsController {
  private readonly http = JSON.stringify(openApiDocument());
  private readonly messages = JSON.stringify(asyncApiDocument());

  @Get('openapi.json')
  @Header('Content-Type', 'application/json; charset=utf-8')
  openapi(): string {
    return this.http;
  }

  @Get('asyncapi.json')
  @Header('Content-Type', 'application/json; charset=utf-8')
  asyncapi(): string {
    return this.messages;
  }

  /** Of the records drivers are given, by name and version: `card-1`, `explanation-2`. */
  @Get('schemas/:file')
  @Header('Content-Type', 'application/schema+json; charset=utf-8')
  schema(@Param('file') file: string): string {
    const schema = file.endsWith('.json') ? recordSchema(file.slice(0, -'.json'.length)) : null;
    if (schema === null) throw new ProblemError('not_found', `There is no schema ${file}.`);
    return JSON.stringify(schema);
  }
}
