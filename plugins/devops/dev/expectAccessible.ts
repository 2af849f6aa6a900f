import axe from 'axe-core';

/**
 * Fails with what axe finds. Colours are checked in a browser, for jsdom does
 * not compute them.
 */
export async function expectAccessible(element: Element): Promise<void> {
  const { violations } = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(
    violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)]),
  ).toEqual([]);
}
