/**
 * The devops backend with its GitLab module as a process of its own. What else
 * a portal has is left out, except a catalog in memory.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createBackend } from '@backstage/backend-defaults';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

const { entities } = JSON.parse(process.env.BENCH_PORTAL ?? '{}');
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

const backend = createBackend();
backend.add(catalogServiceMock.factory({ entities }));
backend.add(import('@backstage-devops/plugin-devops-backend'));
backend.add(import('@backstage-devops/plugin-devops-backend-module-gitlab'));

process.on('message', message => {
  if (message === 'reset') {
    delay.reset();
  } else if (message === 'stats') {
    process.send?.({
      stats: {
        longestDelayMs: delay.max / 1e6,
        p99DelayMs: delay.percentile(99) / 1e6,
        cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
        rssMb: process.memoryUsage().rss / 1e6,
      },
    });
  }
});

backend.start().then(() => process.send?.({ ready: true }));
