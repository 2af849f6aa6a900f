/**
 * `npm start`: the lab (forge, runner, environments) and the portal on this
 * machine, until Ctrl-C.
 *
 * Logs go to the state folder; `--verbose` shows them here as well.
 */
import { fail, say, since } from './lib/run.mjs';
import { World } from './lib/world.mjs';

const started = Date.now();
const world = new World({
  verbose: process.argv.includes('--verbose'),
  onUnexpectedExit: message => stop(1, message),
});

let stopping = false;
process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));

await world.checkPorts().catch(error => fail(error.message));
say(`Starting the lab and the portal (logs in ${world.logs})`);
await world.start().catch(error => stop(1, error.message));

if (!stopping) {
  console.log(`
  Ready after ${since(started)}: ${world.portal}

  Sign in as guest, then Create and "Node.js service". The forge, where the
  fault switch is: ${world.forge}. Ctrl-C stops everything; the state stays
  in ${world.home}.
`);
}

async function stop(code, message) {
  if (stopping) {
    return;
  }
  stopping = true;
  if (message) {
    console.error(`\u2716 ${message}`);
  }
  say('Stopping');
  await world.stop();
  process.exit(code);
}
