// npm packages can't hold symbolic links. The PostgreSQL package lists its library links in a file
// and makes them in an install script, which `npm ci --ignore-scripts` leaves out.
import { lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

interface Link {
  /** What the link points to, from the package's folder. */
  source: string;
  /** Where the link stands, from the package's folder. */
  target: string;
}

/** Makes the links that are missing; returns how many there were to make. */
export const hydrateLinks = (packageFolder: string): number => {
  const listed = readLinks(join(packageFolder, 'native', 'pg-symlinks.json'));
  const missing = listed.filter(({ target }) => !exists(join(packageFolder, target)));
  for (const { source, target } of missing) {
    const [from, at] = [inside(packageFolder, source), inside(packageFolder, target)];
    try {
      symlinkSync(relative(dirname(at), from), at);
    } catch (error) {
      // Another start has made it in the meantime.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return missing.length;
};

const readLinks = (file: string): Link[] => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Link[];
  } catch (error) {
    // Platforms whose libraries need no links ship no list.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

const inside = (folder: string, path: string): string => {
  const whole = resolve(folder, path);
  if (!whole.startsWith(resolve(folder) + sep)) throw new Error(`${path} leads out of ${folder}.`);
  return whole;
};

const exists = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
