import { Controller, Get, Header } from '@nestjs/common';
import { asyncApiDocument, openApiDocument } from '#libs/contracts';
import { Public } from '../requests/handles.js';

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
}
