import assert from 'node:assert/strict';
import test from 'node:test';
import { answer } from '../src/app.js';
import { totalOf } from '../src/order.js';

test('adds up a basket and splits off the tax', () => {
  assert.deepEqual(totalOf([{ price: 1190, quantity: 2 }]), {
    total: 2380,
    tax: 380,
    net: 2000,
  });
});

test('an empty basket costs nothing', () => {
  assert.deepEqual(totalOf([]), { total: 0, tax: 0, net: 0 });
});

test('refuses items that the shop does not have', () => {
  const { status } = answer(new URL('http://service/total?item=spoon:1'));
  assert.equal(status, 400);
});
