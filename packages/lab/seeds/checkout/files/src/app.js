import { totalOf } from './order.js';

const prices = { 'tea-green': 690, 'tea-black': 590, 'cup-blue': 1450 };

/** Reads `?item=tea-green:2&item=cup-blue:1`. Unknown items make it undefined. */
function readBasket(url) {
  const items = url.searchParams.getAll('item').map(text => {
    const [id, quantity = '1'] = text.split(':');
    return { price: prices[id], quantity: Number(quantity) };
  });
  const valid = items.every(
    item => item.price !== undefined && Number.isInteger(item.quantity),
  );
  return valid ? items : undefined;
}

/** Answers a request: status, JSON body, and the route for the metrics. */
export function answer(url) {
  const route = url.pathname;
  switch (route) {
    case '/healthz':
      return { status: 200, body: { status: 'ok' }, route };
    case '/':
      return {
        status: 200,
        body: { service: 'checkout', version: process.env.VERSION ?? 'dev' },
        route,
      };
    case '/total': {
      const basket = readBasket(url);
      return basket
        ? { status: 200, body: totalOf(basket), route }
        : { status: 400, body: { error: 'unknown item' }, route };
    }
    default:
      return { status: 404, body: { error: 'not found' }, route: 'other' };
  }
}
