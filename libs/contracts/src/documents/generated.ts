import { natsConfigTemplate } from '../subjects/nats-config.js';
import { permissionsPage } from '../subjects/permissions-page.js';
import { asyncApiDocument } from './asyncapi.js';
import { openApiDocument } from './openapi.js';
import { RECORD_SCHEMAS, recordSchema } from './record-schemas.js';

export type GeneratedFile = { readonly path: string; readonly text: string };

/** The files of `docs/api`, which are committed and may never differ from this. */
export function apiFiles(): GeneratedFile[] {
  const json = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;
  return [
    { path: 'docs/api/openapi.json', text: json(openApiDocument()) },
    { path: 'docs/api/asyncapi.json', text: json(asyncApiDocument()) },
    ...RECORD_SCHEMAS.map((name) => ({
      path: `docs/api/schemas/${name}.json`,
      text: json(recordSchema(name)),
    })),
    { path: 'docs/api/nats-permissions.md', text: permissionsPage() },
    { path: 'docs/api/nats.conf.template', text: natsConfigTemplate() },
  ];
}
