import axe from 'axe-core';

/**
 * What axe finds wrong, as rules with the elements that break them. Colours
 * are checked in a browser, for jsdom does not compute them.
 */
export async function findViolations(
  element: Element,
): Promise<Array<{ rule: string; elements: string[] }>> {
  const { violations } = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.map(({ id, nodes }) => ({
    rule: id,
    elements: nodes.map(node => node.html),
  }));
}
