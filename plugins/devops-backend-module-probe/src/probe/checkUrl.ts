import { isError } from '@backstage/errors';

/** Time, so that tests can turn it. */
export type ProbeClock = {
  /** Epoch milliseconds, for when a check began. */
  now(): number;
  /** Milliseconds that only ever grow, for how long it took. */
  elapsed(): number;
};

/** Outcome of one check. */
export type CheckResult = {
  at: number;
  ok: boolean;
  latencyMs: number;
  reason?: string;
};

/** Words for what people meet most; others keep their code. */
const CAUSES: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name could not be resolved',
  EHOSTUNREACH: 'host unreachable',
  CERT_HAS_EXPIRED: 'certificate expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate is self-signed',
  UND_ERR_SOCKET: 'connection closed before the answer',
};

/**
 * Asks the URL once. Redirects are not followed and the body is not read.
 * Undefined when the signal ended the check: that tells nothing of the service.
 */
export async function checkUrl(options: {
  url: URL;
  timeoutMs: number;
  expectedStatus: number[];
  signal: AbortSignal;
  fetch: typeof fetch;
  clock: ProbeClock;
}): Promise<CheckResult | undefined> {
  const { url, timeoutMs, expectedStatus, signal, clock } = options;
  const at = clock.now();
  const start = clock.elapsed();
  const latency = () => Math.max(0, clock.elapsed() - start);
  const timeout = AbortSignal.timeout(timeoutMs);

  try {
    const response = await options.fetch(url, {
      method: 'GET',
      redirect: 'manual',
      credentials: 'omit',
      headers: { accept: '*/*', 'user-agent': 'backstage-devops-probe' },
      signal: AbortSignal.any([signal, timeout]),
    });
    const latencyMs = latency();
    // An unread body would keep its connection; its end is of no interest.
    response.body?.cancel().catch(() => {});

    const ok = expectedStatus.includes(response.status);
    return ok
      ? { at, ok, latencyMs }
      : { at, ok, latencyMs, reason: `status ${response.status}` };
  } catch (error) {
    if (signal.aborted) {
      return undefined;
    }
    const reason = timeout.aborted
      ? `no answer within ${timeoutMs} ms`
      : describeFailure(error);
    return { at, ok: false, latencyMs: latency(), reason };
  }
}

/** Messages of the HTTP client may repeat the URL, so only codes are told. */
function describeFailure(error: unknown): string {
  const cause = isError(error) ? error.cause : undefined;
  const code = isError(cause) ? cause.code : undefined;
  if (typeof code !== 'string' || !/^[A-Z0-9_]{1,64}$/.test(code)) {
    return 'the request failed';
  }
  return CAUSES[code] ?? code;
}
