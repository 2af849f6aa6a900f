/**
 * The whole loop in a browser, on a lab and a portal of its own: sign in, create
 * a service from the template, follow its pipeline, deploy to production, burn
 * a budget. Screenshots go to e2e/screenshots.
 *
 * `--keep` leaves the world running at the end.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { steps } from '../e2e/steps.mjs';
import { collectConsoleErrors, openBrowser } from './lib/browser.mjs';
import { freePorts } from './lib/ports.mjs';
import { say, since } from './lib/run.mjs';
import { World } from './lib/world.mjs';

const root = resolve(import.meta.dirname, '..');
const keep = process.argv.includes('--keep');
const screenshots = join(root, 'e2e/screenshots');
mkdirSync(screenshots, { recursive: true });

const home = mkdtempSync(join(tmpdir(), 'devops-journey-'));
const world = new World({
  env: { LAB_HOME: home, ...(await freePorts()) },
  onUnexpectedExit: message => console.error(message),
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    await world.stop();
    process.exit(1);
  });
}

const results = { passed: 0, failed: 0, skipped: 0 };
let browser;
try {
  const started = Date.now();
  await world.start();
  say(`The portal answers after ${since(started)}`);

  browser = await openBrowser();
  const page = await browser.newPage({
    viewport: { width: 1400, height: 1600 },
  });
  page.setDefaultTimeout(30_000);
  const journey = {
    world,
    browser,
    page,
    consoleErrors: collectConsoleErrors(page),
    screenshot: name =>
      page.screenshot({ path: join(screenshots, `${name}.png`) }),
  };
  for (const [name, step] of Object.entries(steps)) {
    const begin = Date.now();
    try {
      const said = await step(journey);
      results.passed += 1;
      say(`\u2713 ${name} (${since(begin)})${said ? `: ${said}` : ''}`);
    } catch (error) {
      results.failed += 1;
      console.error(`\u2716 ${name}\n${error.stack}`);
      await journey.screenshot('failure');
      break;
    }
  }
} catch (error) {
  results.failed += 1;
  console.error(error.stack);
} finally {
  if (process.env.DEVOPS_TEST_RESULTS) {
    writeFileSync(
      join(process.env.DEVOPS_TEST_RESULTS, 'journey.json'),
      JSON.stringify(results),
    );
  }
  if (keep) {
    say(`Left running: ${world.portal}, state in ${home}. Ctrl-C stops it.`);
    await new Promise(() => {});
  }
  await browser?.close();
  await world.stop();
  if (results.failed === 0) {
    rmSync(home, { recursive: true, force: true });
  } else {
    say(`State and logs are kept in ${home}`);
  }
}
process.exit(results.failed === 0 ? 0 : 1);
