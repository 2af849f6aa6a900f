import type { MeasurementTarget } from '@backstage-devops/plugin-devops-node';
import type { HostAllowList } from './HostAllowList';

const DEFAULT_HEALTH_PATH = '/healthz';
const LONGEST_URL = 2048;

/** The URL to check, or why this target is not contacted. */
export type ProbeUrl = { url: URL } | { refused: string };

/**
 * Joins the URL of an environment and the health path, and refuses everything
 * that a check must not contact. Reasons carry no part of the URL but its host:
 * the rest may hold what is not meant to be shown.
 */
export function probeUrl(
  target: MeasurementTarget,
  allowedHosts: HostAllowList,
): ProbeUrl {
  const base = URL.canParse(target.url) ? new URL(target.url) : undefined;
  if (!base) {
    return { refused: 'the environment has no valid URL' };
  }
  if (base.protocol !== 'http:' && base.protocol !== 'https:') {
    return { refused: `the scheme ${base.protocol} is not http or https` };
  }
  if (base.username || base.password) {
    return { refused: 'the URL of the environment carries credentials' };
  }
  if (!allowedHosts.allows(base)) {
    return {
      refused: `the host ${base.host} is not in devops.providers.probe.allowedHosts`,
    };
  }

  const url = withPath(base, target.healthPath ?? DEFAULT_HEALTH_PATH);
  if (!url) {
    return { refused: 'the health path leads out of the environment' };
  }
  if (url.href.length > LONGEST_URL) {
    return { refused: 'the URL is too long' };
  }
  return { url };
}

/**
 * The path below the path of the base. The parser of URLs resolves `..`, also
 * when it is percent-encoded, so what comes out is what is compared.
 */
function withPath(base: URL, healthPath: string): URL | undefined {
  const [path, query] = healthPath.split(/\?(.*)/s);
  const folder = base.pathname.replace(/\/*$/, '/');
  const url = new URL(base.origin);
  url.pathname = folder + path.replace(/^[/\\]+/, '');
  url.search = query ?? '';
  return url.pathname.startsWith(folder) ? url : undefined;
}
