import { InputError } from '@backstage/errors';

type HostPattern = {
  host: string;
  /** Every host below `host`, and not `host` itself. */
  subdomains: boolean;
  port?: string;
};

const PATTERN =
  /^(\*\.)?(\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?::(\d{1,5}))?$/;
const DEFAULT_PORTS: Record<string, string> = {
  'http:': '80',
  'https:': '443',
};

/**
 * The hosts that may be contacted. URLs of environments come from catalog
 * files and from providers, so anybody who can write those could otherwise
 * make the portal call whatever it can reach.
 */
export class HostAllowList {
  readonly #patterns: HostPattern[];

  private constructor(patterns: HostPattern[]) {
    this.#patterns = patterns;
  }

  /** @throws InputError that names the entry that is no host. */
  static parse(entries: string[], key: string): HostAllowList {
    return new HostAllowList(
      entries.map(entry => {
        const match = PATTERN.exec(entry.toLocaleLowerCase('en-US'));
        if (!match) {
          throw new InputError(
            `${key} has the entry "${entry}"; write a host as "shop.example.com", "localhost:7081" or "*.example.com"`,
          );
        }
        return { host: match[2], subdomains: !!match[1], port: match[3] };
      }),
    );
  }

  allows(url: URL): boolean {
    const port = url.port || DEFAULT_PORTS[url.protocol];
    return this.#patterns.some(
      pattern =>
        matchesHost(pattern, url.hostname) &&
        (pattern.port === undefined ? url.port === '' : pattern.port === port),
    );
  }
}

function matchesHost(pattern: HostPattern, hostname: string): boolean {
  return pattern.subdomains
    ? hostname.endsWith(`.${pattern.host}`)
    : hostname === pattern.host;
}
