import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RequestMetrics } from './metrics.js';

test('counts requests by method, route and status', () => {
  const metrics = new RequestMetrics();
  const request = { method: 'GET', route: '/', status: 200, seconds: 0.02 };
  metrics.record(request);
  metrics.record(request);
  assert.match(
    metrics.toString(),
    /^http_requests_total\{method="GET",route="\/",status="200"\} 2$/m,
  );
});

test('puts a latency into every bucket that holds it', () => {
  const metrics = new RequestMetrics();
  metrics.record({ method: 'GET', route: '/', status: 200, seconds: 0.3 });
  const text = metrics.toString();
  assert.match(text, /_bucket\{le="0.25"\} 0$/m);
  assert.match(text, /_bucket\{le="0.5"\} 1$/m);
  assert.match(text, /_bucket\{le="\+Inf"\} 1$/m);
  assert.match(text, /_sum 0.3$/m);
});

test('escapes label values', () => {
  const metrics = new RequestMetrics();
  metrics.record({ method: 'a"\n\\', route: '/', status: 200, seconds: 0 });
  assert.ok(metrics.toString().includes(String.raw`method="a\"\n\\"`));
});
