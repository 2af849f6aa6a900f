const MAX_VERSION = 255;

/** What the package URL of an artifact tells of what is in it. */
export function readArtifact(artifactId: string | undefined): {
  /** A version for people; a digest is none. */
  release?: string;
  /** The commit it was built from, where the address says so. */
  revision?: string;
  /** Version or digest. */
  version?: string;
} {
  if (!artifactId) {
    return {};
  }
  const url = parsePurl(artifactId);
  if (!url) {
    // Senders also give a bare digest or the name of a file.
    return { version: artifactId.slice(0, MAX_VERSION) };
  }
  const version = decode(/@([^@/]+)$/.exec(url.pathname)?.[1]);
  const commit = /@([0-9a-f]{7,64})$/i.exec(
    url.searchParams.get('vcs_url') ?? '',
  )?.[1];
  const isDigest = version !== undefined && /^[a-z0-9]+:/i.test(version);
  return {
    ...(version && { version }),
    ...(version && !isDigest && { release: version }),
    ...(commit && { revision: commit }),
  };
}

function parsePurl(text: string): URL | undefined {
  const isPurl = text.startsWith('pkg:') && URL.canParse(text);
  return isPurl ? new URL(text) : undefined;
}

function decode(text: string | undefined): string | undefined {
  try {
    return (
      text &&
      decodeURIComponent(text).replaceAll('\u0000', '').slice(0, MAX_VERSION)
    );
  } catch {
    return text?.slice(0, MAX_VERSION);
  }
}
