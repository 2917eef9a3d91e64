// docker-compose.yml and the Dockerfile can't be run by the tests; what they name must at least
// exist.
import { existsSync, readFileSync } from 'node:fs';
import { apiFiles, natsConfigTemplate } from '#libs/contracts';

const compose = readFileSync('docker-compose.yml', 'utf8');
const image = readFileSync('Dockerfile', 'utf8');

const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

describe('the container files', () => {
  it('give the broker every password its configuration takes', () => {
    const taken = all(natsConfigTemplate(), /password: \$(\w+)/g);
    const given = all(compose, /^ {6}(PAIDAN_NATS_\w+):/gm);
    expect(taken.length).toBeGreaterThan(0);
    expect(given.sort()).toEqual(taken.sort());
  });

  it('mount and copy only what is in the repository', () => {
    const mounted = all(compose, /^ +- \.\/([^:]+):/gm);
    const copied = all(image, /^COPY (?!--from)(.+) \S+$/gm).flatMap((names) => names.split(' '));
    const generated = apiFiles().map(({ path }) => path);
    const named = [...mounted, ...copied].filter((name) => !name.endsWith('*'));
    expect(named.filter((name) => !existsSync(name) && !generated.includes(name))).toEqual([]);
  });

  it('send nothing into the image but what the build reads', () => {
    const sent = all(readFileSync('.dockerignore', 'utf8'), /^!(.+)$/gm);
    const copied = all(image, /^COPY (?!--from)(.+) \S+$/gm).flatMap((names) => names.split(' '));
    expect(sent.sort()).toEqual([...new Set(copied)].map((name) => name.replace('*', '')).sort());
  });
});
