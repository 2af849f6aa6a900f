const requests = new Map();

/** Counts a finished request by route and status. */
export function countRequest(route, status) {
  const labels = `route="${route}",status="${status}"`;
  requests.set(labels, (requests.get(labels) ?? 0) + 1);
}

/** All counters in Prometheus' text format. */
export function renderMetrics() {
  const lines = [...requests].map(
    ([labels, count]) => `http_requests_total{${labels}} ${count}`,
  );
  return [
    '# HELP http_requests_total Requests answered, by route and status.',
    '# TYPE http_requests_total counter',
    ...lines,
    '# HELP process_uptime_seconds Time since the process started.',
    '# TYPE process_uptime_seconds gauge',
    `process_uptime_seconds ${process.uptime().toFixed(1)}`,
    '',
  ].join('\n');
}
