import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A file of the repository: its path from the root, and its text. */
export type File = { readonly path: string; readonly text: string };

export const root = join(import.meta.dirname, '../..');

const MADE = new Set(['.git', 'node_modules', 'dist', 'coverage', '.paidan']);
const TEXT = /\.(ts|mjs|js|json|md|html|css|sql|ya?ml)$|(^|\/)(run|Dockerfile)$/;

/** Every file that we write by hand or generate into the repository. */
export function tree(folder: string = root): readonly File[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (MADE.has(entry.name)) return [];
    if (entry.isDirectory()) return tree(path);
    return [
      { path: relative(root, path), text: TEXT.test(path) ? readFileSync(path, 'utf8') : '' },
    ];
  });
}

/** What stands at the top, without what is made or kept private there. */
export function topLevel(): readonly string[] {
  return readdirSync(root).filter((name) => !MADE.has(name) && name !== '.env');
}
