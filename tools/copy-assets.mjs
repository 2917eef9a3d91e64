// After tsc: puts what tsc does not carry (the page, SQL, broker configuration) at the same place in
// dist, so that a path relative to a module means the same in the sources and in the build.
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const COMPILED = /\.ts$/;

for (const home of ['apps', 'libs']) {
  for (const project of readdirSync(join(root, home))) {
    // The public folder is taken whole: a page that was deleted must not live on in the build.
    rmSync(join(root, 'dist', home, project, 'public'), { recursive: true, force: true });
    copy(join(home, project, 'public'), () => true);
    copy(join(home, project, 'src'), (path) => !COMPILED.test(path));
  }
}

function copy(folder, wanted) {
  const from = join(root, folder);
  if (!existsSync(from)) return;
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !wanted(path)) continue;
    cpSync(path, join(root, 'dist', path.slice(root.length + 1)));
  }
}
