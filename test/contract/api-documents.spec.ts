import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Validator } from '@seriousme/openapi-schema-validator';
import { apiFiles, openApiDocument, asyncApiDocument } from '#libs/contracts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** The parser loads packages in a way that only plain Node understands, so it runs beside Jest. */
async function asyncApiFaults(document: unknown): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'paidan-asyncapi-'));
  const file = join(folder, 'asyncapi.json');
  try {
    writeFileSync(file, JSON.stringify(document));
    const script = join(root, 'test/support/parse-asyncapi.mjs');
    const { stdout } = await run(process.execPath, [script, file], { cwd: root });
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the documents of the interface', () => {
  it('are OpenAPI 3.1 by the official schema', async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(openApiDocument())));
    expect(result).toMatchObject({ valid: true });
  });

  it('would not pass as OpenAPI with a response missing', async () => {
    const document = JSON.parse(JSON.stringify(openApiDocument()));
    document.paths['/v1/stats'].get.responses = 5;
    expect(await new Validator().validate(document)).toMatchObject({ valid: false });
  });

  it('are AsyncAPI 3.0 by the official parser', async () => {
    expect(await asyncApiFaults(asyncApiDocument())).toEqual([]);
  }, 60_000);

  it('would not pass as AsyncAPI with a channel that is not there', async () => {
    const operations = { ask: { action: 'receive', channel: { $ref: '#/channels/nowhere' } } };
    const document = { asyncapi: '3.0.0', info: { title: 't', version: '1' }, operations };
    expect(await asyncApiFaults(document)).not.toEqual([]);
  }, 60_000);

  it.each(apiFiles().map(({ path, text }) => [path, text] as const))(
    'stand in %s as they are generated',
    (path, text) => {
      expect(readFileSync(join(root, path), 'utf8')).toBe(text);
    },
  );
});
