import assert from 'node:assert/strict';
import test from 'node:test';
import { answer } from '../src/app.js';
import { countRequest, renderMetrics } from '../src/metrics.js';

const get = path => answer(new URL(path, 'http://service'));

test('reports that it is healthy', () => {
  assert.equal(get('/healthz').status, 200);
});

test('finds products by a part of their name', () => {
  const { body } = get('/products?search=tea');
  assert.deepEqual(
    body.products.map(product => product.id),
    ['tea-green', 'tea-black'],
  );
});

test('answers one product, and 404 for an unknown one', () => {
  assert.equal(get('/products/cup-blue').body.price, 1450);
  assert.equal(get('/products/spoon').status, 404);
});

test('counts requests by route and status', () => {
  countRequest('/products', 200);
  assert.match(
    renderMetrics(),
    /http_requests_total\{route="\/products",status="200"\} 1/,
  );
});
