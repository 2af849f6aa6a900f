/**
 * A script that asks the portal before a deployment. It stands in the
 * repository, so that a job needs nothing but Node.js, and answers as
 * `devops gate` does.
 */
export const ERROR_BUDGET_SCRIPT = `// Asks the portal whether the error budgets of a service let it be deployed.
//
//   node ci/tools/check-error-budget.mjs <entity> <environment>
//
// DEVOPS_PORTAL_URL    address of the portal (required)
// DEVOPS_PORTAL_TOKEN  a token that may ask, if the portal wants one
// ERROR_BUDGET_WHEN_UNREACHABLE
//                      allow deploys although the portal does not answer
//
// Exit code 0: go on.
// Exit code 1: deployments are frozen, or the portal refuses the question.
// Exit code 2: something is not set.
// Exit code 3: the portal does not answer, so nothing is known.
const [entity, environment] = process.argv.slice(2);
const {
  DEVOPS_PORTAL_URL = '',
  DEVOPS_PORTAL_TOKEN = '',
  ERROR_BUDGET_WHEN_UNREACHABLE,
} = process.env;
const TIMEOUT_MS = 30_000;
const ADDED = 'add it to the CI/CD variables of the project';

if (!entity || !environment) {
  end(2, 'usage: node ci/tools/check-error-budget.mjs <entity> <environment>');
} else if (
  !/^https?:\\/\\//.test(DEVOPS_PORTAL_URL) ||
  !URL.canParse(DEVOPS_PORTAL_URL)
) {
  end(2, \`DEVOPS_PORTAL_URL is not the address of a portal: \${ADDED}\`);
} else if (!/^[\\x21-\\x7e]*$/.test(DEVOPS_PORTAL_TOKEN)) {
  // The header would be refused with a message that has the token in it.
  end(2, 'DEVOPS_PORTAL_TOKEN is not a token: it has characters that none has');
} else {
  report(await ask());
}

async function ask() {
  const { origin, pathname } = new URL(DEVOPS_PORTAL_URL);
  const portal = \`\${origin}\${pathname.replace(/\\/+$/, '')}\`;
  const query = new URLSearchParams({ entity, environment });
  try {
    const response = await fetch(\`\${portal}/api/devops/gate?\${query}\`, {
      headers: DEVOPS_PORTAL_TOKEN
        ? { authorization: \`Bearer \${DEVOPS_PORTAL_TOKEN}\` }
        : {},
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = await response.json().catch(() => undefined);
    return {
      portal,
      status: response.status,
      gate: response.ok ? answer : undefined,
      problem: answer?.error?.message ?? response.statusText,
    };
  } catch (error) {
    return { portal, problem: error.cause?.code ?? error.message };
  }
}

function report({ portal, status = 0, gate, problem }) {
  if (['allow', 'slow', 'freeze'].includes(gate?.decision)) {
    console.log(\`\${gate.decision}: \${entity} to \${environment}\`);
    for (const { message, remedy } of gate.reasons ?? []) {
      console.log(\`- \${line(remedy ? \`\${message}. \${remedy}\` : message)}\`);
    }
    if (gate.decision === 'freeze') {
      end(
        1,
        \`Deployments are frozen. Whoever may can let them pass on the SLO tab of \${entity} in \${portal}, and retry this job.\`,
      );
    }
    return;
  }
  if (status >= 400 && status < 500 && status !== 429) {
    end(1, \`\${portal} answered \${status}: \${line(problem)}\`);
    return;
  }
  const words = \`\${portal} does not tell whether \${entity} may be deployed: \${line(problem || 'no decision')}\`;
  if (ERROR_BUDGET_WHEN_UNREACHABLE === 'allow') {
    console.log(\`\${words}. ERROR_BUDGET_WHEN_UNREACHABLE lets it pass.\`);
    return;
  }
  end(
    3,
    \`\${words}. Retry the job, or run it with ERROR_BUDGET_WHEN_UNREACHABLE=allow.\`,
  );
}

/** One line without control characters, and never with the token. */
function line(text) {
  const shown = DEVOPS_PORTAL_TOKEN
    ? String(text).replaceAll(DEVOPS_PORTAL_TOKEN, '***')
    : String(text);
  return shown.replace(/[\\p{Cc}\\p{Zl}\\p{Zp}]+/gu, ' ').slice(0, 1000);
}

function end(code, words) {
  console.error(words);
  process.exitCode = code;
}
`;
