import { findProducts, products } from './products.js';

/** Answers a request: status, JSON body, and the route for the metrics. */
export function answer(url) {
  const path = url.pathname;
  if (path === '/healthz') {
    return { status: 200, body: { status: 'ok' }, route: path };
  }
  if (path === '/') {
    return {
      status: 200,
      body: { service: 'catalogue', version: process.env.VERSION ?? 'dev' },
      route: path,
    };
  }
  if (path === '/products') {
    const found = findProducts(url.searchParams.get('search') ?? '');
    return { status: 200, body: { products: found }, route: path };
  }
  const id = /^\/products\/([\w-]+)$/.exec(path)?.[1];
  const product = products.find(candidate => candidate.id === id);
  return product
    ? { status: 200, body: product, route: '/products/:id' }
    : { status: 404, body: { error: 'not found' }, route: 'other' };
}
