import { isError } from '@backstage/errors';
import type { CheckedPin } from '@backstage-devops/plugin-devops-generators';

/** What a registry says about a pin, or why it could not be asked. */
export type RegistryAnswer =
  | { status: 'same' }
  | { status: 'differs'; message: string }
  | { status: 'unchecked'; reason: string };

const TIMEOUT_MS = 10_000;

/** What registries call the kinds of manifests that a tag may point to. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Asks the registry of a pin whether it still is what was reviewed. */
export async function askRegistry(pin: CheckedPin): Promise<RegistryAnswer> {
  try {
    const found = await lookUp(pin);
    if (found === undefined) {
      return { status: 'differs', message: 'the registry does not have it' };
    }
    return found === pin.digest || pin.kind === 'package'
      ? { status: 'same' }
      : {
          status: 'differs',
          message: `${pin.tag ?? pin.version} is ${found} today`,
        };
  } catch (error) {
    const cause = isError(error) && isError(error.cause) ? error.cause : error;
    return {
      status: 'unchecked',
      reason: isError(cause) ? cause.message : 'unknown error',
    };
  }
}

function lookUp(pin: CheckedPin): Promise<string | undefined> {
  switch (pin.kind) {
    case 'image':
      return imageDigest(pin.name, pin.tag ?? pin.version);
    case 'action':
      return actionCommit(pin.name, pin.version);
    default:
      return packageRelease(pin.name, pin.version);
  }
}

/** The protocol of container registries, with the token that they ask for. */
async function imageDigest(
  name: string,
  tag: string,
): Promise<string | undefined> {
  const [first, ...rest] = name.split('/');
  const hasHost = rest.length > 0 && first.includes('.');
  const host = hasHost ? first : 'registry-1.docker.io';
  const path = hasHost ? rest.join('/') : name;
  const repository = hasHost || path.includes('/') ? path : `library/${path}`;
  const url = `https://${host}/v2/${repository}/manifests/${tag}`;
  const ask = (token?: string) =>
    request(url, {
      method: 'HEAD',
      headers: {
        accept: MANIFESTS,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
    });
  const unauthorized = await ask();
  const response =
    unauthorized.status === 401
      ? await ask(
          await tokenFor(unauthorized.headers.get('www-authenticate') ?? ''),
        )
      : unauthorized;
  if (response.status === 404) {
    return undefined;
  }
  expectOk(response, host);
  return response.headers.get('docker-content-digest') ?? undefined;
}

async function tokenFor(challenge: string): Promise<string> {
  const field = (name: string) =>
    new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1];
  const realm = field('realm');
  if (!realm?.startsWith('https://')) {
    throw new Error('the registry asks for credentials');
  }
  const url = new URL(realm);
  for (const name of ['service', 'scope']) {
    const value = field(name);
    if (value !== undefined) {
      url.searchParams.set(name, value);
    }
  }
  const response = await request(url.toString());
  expectOk(response, url.host);
  const { token } = await response.json();
  return String(token);
}

async function actionCommit(
  action: string,
  version: string,
): Promise<string | undefined> {
  const response = await request(
    `https://api.github.com/repos/${action}/commits/${encodeURIComponent(version)}`,
    { headers: { accept: 'application/vnd.github.sha' } },
  );
  if (response.status === 404 || response.status === 422) {
    return undefined;
  }
  expectOk(response, 'api.github.com');
  return (await response.text()).trim();
}

async function packageRelease(
  name: string,
  version: string,
): Promise<string | undefined> {
  const response = await request(
    `https://pypi.org/pypi/${name}/${encodeURIComponent(version)}/json`,
  );
  if (response.status === 404) {
    return undefined;
  }
  expectOk(response, 'pypi.org');
  const { info } = await response.json();
  return info?.yanked ? undefined : version;
}

function request(url: string, options: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) });
}

function expectOk(response: Response, host: string): void {
  if (!response.ok) {
    throw new Error(`${host} answered ${response.status}`);
  }
}
