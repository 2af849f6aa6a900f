/** Tax by country, in percent. */
const TAX_PERCENT = { DE: 19, AT: 20, FR: 20 };

/**
 * Adds up a basket. Prices are in cents and include tax.
 *
 * @param {{price: number, quantity: number}[]} basket
 * @param {string} country
 */
export function totalOf(basket, country) {
  const total = basket.reduce(
    (sum, item) => sum + item.price * item.quantity,
    0,
  );
  const tax = Math.round(
    (total * TAX_PERCENT[country]) / (100 + TAX_PERCENT[country]),
  );
  return { total, tax, net: total - tax };
}
