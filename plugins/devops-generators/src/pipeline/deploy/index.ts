import { GeneratedFile } from '../../files';

/** Path of the script that does the upload for `deploy/deploy.sh`. */
export const UPLOAD_SCRIPT_PATH = 'deploy/upload.mjs';

const deployScript = (service: string) => `#!/bin/sh
# Deploys the package of the pipeline to one environment.
#
#   sh deploy/deploy.sh <environment>
#
# DEPLOY_URL    address of the deployment service (required)
# DEPLOY_TOKEN  its token (required)
# PACKAGE       the tarball, build/app.tgz by default
# SERVICE_NAME  ${service} by default
set -eu

if [ $# -ne 1 ]; then
  echo 'usage: sh deploy/deploy.sh <environment>' >&2
  exit 64
fi

ENVIRONMENT=$1
SERVICE_NAME=\${SERVICE_NAME:-${service}}
PACKAGE=\${PACKAGE:-build/app.tgz}

: "\${DEPLOY_URL:?is not set: add it to the CI/CD variables of the project}"
: "\${DEPLOY_TOKEN:?is not set: add it to the CI/CD variables of the project, masked and protected}"

if [ ! -f "$PACKAGE" ]; then
  echo "There is no package $PACKAGE: run the job build-package first." >&2
  exit 66
fi

REVISION=\${CI_COMMIT_SHA:-$(git rev-parse HEAD)}
SHORT_REVISION=$(printf '%.8s' "$REVISION")
VERSION=$(node -p 'require("./package.json").version')-$SHORT_REVISION

export DEPLOY_URL DEPLOY_TOKEN ENVIRONMENT SERVICE_NAME PACKAGE REVISION VERSION
exec node deploy/upload.mjs
`;

const UPLOAD_SCRIPT = `// Uploads a package to the deployment service. Called by deploy/deploy.sh.
//
// Node.js does the request because the images of the pipeline need not contain
// curl, and because a token in an argument is visible to every process.
import { readFile } from 'node:fs/promises';

const {
  DEPLOY_URL,
  DEPLOY_TOKEN,
  ENVIRONMENT,
  SERVICE_NAME,
  PACKAGE,
  REVISION,
  VERSION,
} = process.env;

const url = new URL(
  \`api/environments/\${encodeURIComponent(ENVIRONMENT)}/services/\${encodeURIComponent(SERVICE_NAME)}\`,
  DEPLOY_URL.endsWith('/') ? DEPLOY_URL : \`\${DEPLOY_URL}/\`,
);
url.searchParams.set('version', VERSION);
url.searchParams.set('revision', REVISION);

console.log(\`Deploying \${SERVICE_NAME} \${VERSION} to \${ENVIRONMENT}\`);
try {
  const response = await fetch(url, {
    method: 'PUT',
    headers: {
      authorization: \`Bearer \${DEPLOY_TOKEN}\`,
      'content-type': 'application/gzip',
    },
    body: await readFile(PACKAGE),
    signal: AbortSignal.timeout(5 * 60_000),
  });
  const answer = await response.text();
  if (!response.ok) {
    throw new Error(\`it answered \${response.status}: \${answer}\`);
  }
  console.log(answer);
} catch (error) {
  const cause = error.cause ? \` (\${error.cause.message})\` : '';
  console.error(
    \`\${url.origin} did not deploy \${SERVICE_NAME}: \${error.message}\${cause}\`,
  );
  process.exitCode = 1;
}
`;

/**
 * The scripts that put a package into an environment. They are plain files
 * of the repository, so that teams with another kind of platform can replace
 * them and keep the pipeline.
 */
export function createDeployFiles(service: string): GeneratedFile[] {
  return [
    {
      path: 'deploy/deploy.sh',
      content: deployScript(service),
      executable: true,
    },
    { path: UPLOAD_SCRIPT_PATH, content: UPLOAD_SCRIPT },
  ];
}
