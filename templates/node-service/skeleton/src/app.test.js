import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { createApp } from './app.js';

const info = {
  service: 'test',
  environment: 'staging',
  version: '1.2.3',
  revision: 'abc',
};
const app = createApp(info);
let url;

before(async () => {
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  url = `http://127.0.0.1:${app.address().port}`;
});
after(() => app.close());

test('says which version runs where', async () => {
  const response = await fetch(`${url}/`);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), info);
});

test('is healthy', async () => {
  const response = await fetch(`${url}/healthz`);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: 'ok' });
});

test('exposes metrics about its requests', async () => {
  await fetch(`${url}/healthz`);
  const response = await fetch(`${url}/metrics`);
  assert.match(response.headers.get('content-type'), /^text\/plain/);
  assert.match(
    await response.text(),
    /http_requests_total\{method="GET",route="\/healthz",status="200"\} \d+/,
  );
});

test('refuses what it does not know', async () => {
  assert.equal((await fetch(`${url}/constructor`)).status, 404);
  assert.equal((await fetch(url, { method: 'POST' })).status, 405);
});

test('survives a request line that is no URL', async () => {
  const socket = connect(app.address().port, '127.0.0.1');
  socket.end('GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  const [answer] = await once(socket, 'data');
  assert.match(answer.toString(), /^HTTP\/1.1 404/);
});

test('answers HEAD without a body', async () => {
  const response = await fetch(`${url}/`, { method: 'HEAD' });
  assert.equal(response.status, 200);
  assert.equal(await response.text(), '');
});
