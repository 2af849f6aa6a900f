/** Prices are in cents. */
export const products = [
  { id: 'tea-green', name: 'Green tea', price: 690, stock: 120 },
  { id: 'tea-black', name: 'Black tea', price: 590, stock: 80 },
  { id: 'cup-blue', name: 'Blue cup', price: 1450, stock: 14 },
  { id: 'pot-iron', name: 'Iron pot', price: 6900, stock: 3 },
];

export function findProducts(text = '') {
  const wanted = text.toLowerCase();
  return products.filter(product =>
    product.name.toLowerCase().includes(wanted),
  );
}
