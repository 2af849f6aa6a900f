/** Upper bounds of the latency buckets, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts requests and writes them in the Prometheus text format. */
export class RequestMetrics {
  #requests = new Map();
  #buckets = BUCKETS.map(() => 0);
  #count = 0;
  #sum = 0;

  /**
   * @param {{ method: string, route: string, status: number, seconds: number }} request
   */
  record({ method, route, status, seconds }) {
    const labels = `method="${escape(method)}",route="${escape(route)}",status="${status}"`;
    this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1);
    BUCKETS.forEach((bound, index) => {
      if (seconds <= bound) {
        this.#buckets[index] += 1;
      }
    });
    this.#count += 1;
    this.#sum += seconds;
  }

  /** The metrics as Prometheus reads them. */
  toString() {
    const name = 'http_request_duration_seconds';
    return [
      '# HELP http_requests_total Requests that were answered.',
      '# TYPE http_requests_total counter',
      ...[...this.#requests].map(
        ([labels, value]) => `http_requests_total{${labels}} ${value}`,
      ),
      `# HELP ${name} Time from a request to its answer.`,
      `# TYPE ${name} histogram`,
      ...BUCKETS.map(
        (bound, index) =>
          `${name}_bucket{le="${bound}"} ${this.#buckets[index]}`,
      ),
      `${name}_bucket{le="+Inf"} ${this.#count}`,
      `${name}_sum ${this.#sum}`,
      `${name}_count ${this.#count}`,
      '',
    ].join('\n');
  }
}

function escape(value) {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
}
