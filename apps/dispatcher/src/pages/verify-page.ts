import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../requests/handles.js';

/** Beside the compiled code, where the build puts it. */
const FOLDER = new URL('../../../console/public/', import.meta.url);

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

type Page = { readonly html: string; readonly policy: string };

/**
 * The page that checks proofs, as one file: whoever saves it has all of it, and it goes on working
 * without us. Its policy lets it run what is written in it and nothing else, and reach nobody; the
 * same policy stands in the file, for when it is opened from a disk.
 */
@Controller()
@Public('a checker that only those with a token could have would prove less')
export class VerifyPageController {
  private made: Promise<Page> | null = null;

  @Get('verify')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    this.made ??= made();
    const { html, policy } = await this.made;
    void reply.header('Content-Security-Policy', `${policy}; frame-ancestors 'none'`);
    return html;
  }
}

/** In the order in which the page names them. */
const STYLES = ['console.css', 'verify.css'];
const SCRIPTS = [
  'verify-words.js',
  'verify-dictionary.js',
  'verify-compact.js',
  'verify-checks.js',
  'verify.js',
];

async function made(): Promise<Page> {
  const read = (name: string): Promise<string> => readFile(new URL(name, FOLDER), 'utf8');
  const styles = await Promise.all(STYLES.map(read));
  const scripts = await Promise.all(SCRIPTS.map(read));
  const policy = [
    `default-src 'none'`,
    `script-src ${scripts.map(hashOf).join(' ')}`,
    `style-src ${styles.map(hashOf).join(' ')}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  const parts: (readonly [named: string, written: string])[] = [
    ['<meta name="viewport"', `${meta}\n    <meta name="viewport"`],
    ...STYLES.map((name, at) => written(name, `<style>${styles[at] ?? ''}</style>`)),
    ...SCRIPTS.map((name, at) => written(name, `<script>${scripts[at] ?? ''}</script>`)),
  ];
  const html = parts.reduce(
    // Replaced by a function: a dollar sign in a script is no pattern.
    (page, [named, instead]) => page.replace(named, () => instead),
    await read('verify.html'),
  );
  return { html, policy };
}

const written = (name: string, instead: string): readonly [string, string] =>
  name.endsWith('.css')
    ? [`<link rel="stylesheet" href="${name}">`, instead]
    : [`<script src="${name}"></script>`, instead];
