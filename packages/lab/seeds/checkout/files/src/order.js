const TAX_PERCENT = 19;

/**
 * Adds up a basket. Prices are in cents and include tax.
 *
 * @param {{price: number, quantity: number}[]} basket
 */
export function totalOf(basket) {
  const total = basket.reduce(
    (sum, item) => sum + item.price * item.quantity,
    0,
  );
  const tax = Math.round((total * TAX_PERCENT) / (100 + TAX_PERCENT));
  return { total, tax, net: total - tax };
}
