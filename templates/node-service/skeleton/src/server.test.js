import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('starts from its environment and stops on SIGTERM', async () => {
  const server = spawn(
    process.execPath,
    [fileURLToPath(new URL('./server.js', import.meta.url))],
    { env: { ...process.env, PORT: '0', ENVIRONMENT: 'staging' } },
  );
  const [line] = await once(createInterface(server.stdout), 'line');
  const url = /http:\S+/.exec(line)[0];

  const answer = await (await fetch(url)).json();
  assert.equal(answer.environment, 'staging');

  server.kill('SIGTERM');
  const [code] = await once(server, 'exit');
  assert.equal(code, 0);
});
