/**
 * A package registry on loopback that serves tarballs from a folder, so that a
 * portal can install packages by name before they are published.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/** Resolves to `{ url, close }`. */
export async function servePackages(folder) {
  const packages = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    if (path.startsWith('/-/')) {
      response.end(readFileSync(join(folder, path.slice(3))));
      return;
    }
    const found = packages.get(path.slice(1));
    response.writeHead(found ? 200 : 404, {
      'content-type': 'application/json',
    });
    response.end(JSON.stringify(found ?? { error: 'not found' }));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${server.address().port}`;

  for (const file of readdirSync(folder).filter(name =>
    name.endsWith('.tgz'),
  )) {
    const path = join(folder, file);
    const manifest = JSON.parse(
      execFileSync('tar', ['-xzOf', path, 'package/package.json'], {
        encoding: 'utf8',
      }),
    );
    const bytes = readFileSync(path);
    const integrity = createHash('sha512').update(bytes).digest('base64');
    packages.set(manifest.name, {
      name: manifest.name,
      'dist-tags': { latest: manifest.version },
      // Old enough for every gate on the age of packages.
      time: { [manifest.version]: '2020-01-01T00:00:00.000Z' },
      versions: {
        [manifest.version]: {
          ...manifest,
          dist: {
            tarball: `${url}/-/${file}`,
            shasum: createHash('sha1').update(bytes).digest('hex'),
            integrity: `sha512-${integrity}`,
          },
        },
      },
    });
  }
  return { url, close: () => server.close() };
}
