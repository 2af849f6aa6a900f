import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { serviceName } from './create.mjs';
import { unreachable } from './keyboard.mjs';
import { openEntity } from './portal.mjs';

const axe = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/**
 * Our cards and tabs, in both themes, by axe and by Tab; what Backstage draws
 * around is its own.
 */
export async function expectNoViolations(journey) {
  const { page, screenshot } = journey;
  let checked = 0;
  for (const theme of ['light', 'dark']) {
    await page.evaluate(name => localStorage.setItem('theme', name), theme);
    for (const tab of ['', 'deployments', 'slos']) {
      await openEntity(journey, serviceName, tab);
      await page.locator('[data-devops]').first().waitFor();
      await page.waitForTimeout(2000);
      await screenshot(`${tab || 'overview'}-${theme}`);
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const { violations: found } = await window.axe.run({
          include: [['[data-devops]']],
        });
        return found.map(
          ({ id, nodes }) =>
            `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
        );
      });
      if (violations.length > 0) {
        throw new Error(
          `${theme} ${tab || 'overview'}: ${violations.join('\n')}`,
        );
      }
      const left = await unreachable(page);
      if (left.length > 0) {
        throw new Error(
          `${tab || 'overview'}: Tab does not reach ${left.join('\n')}`,
        );
      }
      checked += 1;
    }
  }
  return `${checked} pages`;
}
