/**
 * The devops backend with its GitLab module as a process of its own. What else
 * a portal has is left out, except a catalog in memory and, where it is asked
 * for, users and permissions.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createBackend } from '@backstage/backend-defaults';
import { addPortal } from './asPortal';
import { catalogOf } from './catalog';
import { components } from './components';

const options = JSON.parse(process.env.BENCH_PORTAL ?? '{}');
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

/**
 * The most processor time between two ticks of a timer: how long the loop is
 * held up by the work itself, however busy the machine is.
 */
let longestTurnMs = 0;
let usage = process.threadCpuUsage();
setInterval(() => {
  const { user, system } = process.threadCpuUsage(usage);
  usage = process.threadCpuUsage();
  longestTurnMs = Math.max(longestTurnMs, (user + system) / 1000);
}, 1).unref();

const backend = createBackend();
backend.add(catalogOf(components(options.components ?? 0, options.host)));
backend.add(import('@backstage-devops/plugin-devops-backend'));
backend.add(import('@backstage-devops/plugin-devops-backend-module-gitlab'));

if (options.withUsers) {
  addPortal(backend);
}

process.on('message', message => {
  if (message === 'reset') {
    delay.reset();
    longestTurnMs = 0;
  } else if (message === 'stats') {
    process.send?.({
      stats: {
        longestTurnMs,
        longestDelayMs: delay.max / 1e6,
        p99DelayMs: delay.percentile(99) / 1e6,
        cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
        rssMb: process.memoryUsage().rss / 1e6,
      },
    });
  }
});

backend.start().then(() => process.send?.({ ready: true }));
