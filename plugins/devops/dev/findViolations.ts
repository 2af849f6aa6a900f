import axe from 'axe-core';

/**
 * What axe finds wrong, as rules with the elements that break them. Colours
 * and what concerns the whole page, landmarks and the order of headings, are
 * checked in a browser: jsdom computes no colours, and there is only a part.
 */
export async function findViolations(
  element: Element,
): Promise<Array<{ rule: string; elements: string[] }>> {
  const { violations } = await axe.run(element, {
    rules: {
      'color-contrast': { enabled: false },
      'heading-order': { enabled: false },
      region: { enabled: false },
    },
  });
  return violations.map(({ id, nodes }) => ({
    rule: id,
    elements: nodes.map(node => node.html),
  }));
}
