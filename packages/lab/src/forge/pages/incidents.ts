import { NotFoundError } from '@backstage/errors';
import express, { Request, Router } from 'express';
import promiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Issue, Project, severities } from '../../state/types';
import { ForgeContext } from '../context';
import { Html, html, link, page, status, table } from './html';
import { trail } from './trail';

const formSchema = z.object({
  title: z.string().trim().min(1).max(255),
  severity: z.enum(severities),
});

/** Pages on which a person reports an incident, and says that it is over. */
export function incidentPages(context: ForgeContext): Router {
  const { forge } = context;
  const router = promiseRouter();
  const form = express.urlencoded({ extended: false });
  const all = '/:group/:project/-/issues';
  const projectOf = (request: Request): Project =>
    forge.project(`${request.params.group}/${request.params.project}`);
  const issueOf = (request: Request): Issue => {
    const project = projectOf(request);
    const issue = forge.issues.find(project, Number(request.params.iid));
    if (!issue) {
      throw new NotFoundError('404 Issue Not Found');
    }
    return issue;
  };

  router.post(all, form, async (request, response) => {
    const project = projectOf(request);
    const input = formSchema.parse(request.body);
    forge.issues.open(
      project,
      { ...input, type: 'incident', description: '', labels: [] },
      forge.user(),
    );
    response.redirect(303, `/${project.fullPath}`);
  });
  router.get(`${all}/:iid`, async (request, response) => {
    const project = projectOf(request);
    response.type('html').send(issuePage(project, issueOf(request)));
  });
  for (const event of ['close', 'reopen'] as const) {
    router.post(`${all}/:iid/${event}`, form, async (request, response) => {
      forge.issues[event](issueOf(request), forge.user());
      response.redirect(303, `/${projectOf(request).fullPath}`);
    });
  }
  return router;
}

/** What a project's page tells of its incidents. */
export function incidentSection(context: ForgeContext, project: Project): Html {
  const incidents = context.state.issues
    .filter(row => row.projectId === project.id && row.type === 'incident')
    .reverse();
  const rows = incidents.map(
    issue =>
      html`<tr>
        <td>${issueLink(project, issue)} ${issue.title}</td>
        <td>${stateOf(issue)}</td>
        <td>${issue.severity}</td>
        <td>${issue.createdAt}</td>
        <td>${issueButton(project, issue)}</td>
      </tr>`,
  );
  return html`<h2>Incidents</h2>
    <form method="post" action="/${project.fullPath}/-/issues">
      <label
        >What is wrong?
        <input name="title" required maxlength="255" />
      </label>
      <label
        >Severity
        <select name="severity">
          ${severities.map(value => html`<option>${value}</option>`)}
        </select>
      </label>
      <button>Report an incident</button>
    </form>
    ${rows.length > 0 ? table(['Incident', 'State', 'Severity', 'Reported', 'Action'], rows) : html`<p>None so far.</p>`}`;
}

function issuePage(project: Project, issue: Issue): string {
  return page(
    `#${issue.iid} ${issue.title}`,
    trail(project),
    html`<p>
        ${stateOf(issue)} ${issue.type}, severity ${issue.severity}, reported
        ${issue.createdAt}${issue.closedAt ? `, closed ${issue.closedAt}` : ''}
      </p>
      <pre>${issue.description}</pre>
      ${issueButton(project, issue)}`,
  );
}

function issueLink(project: Project, issue: Issue): Html {
  return link(`/${project.fullPath}/-/issues/${issue.iid}`, `#${issue.iid}`);
}

/** In the colours of pipelines: what is open is what has failed. */
function stateOf(issue: Issue): Html {
  return issue.state === 'opened'
    ? status('failed', 'open')
    : status('success', 'closed');
}

function issueButton(project: Project, issue: Issue): Html {
  const [event, label] =
    issue.state === 'opened' ? ['close', 'Resolve'] : ['reopen', 'Reopen'];
  return html`<form
    method="post"
    action="/${project.fullPath}/-/issues/${issue.iid}/${event}"
  >
    <button>${label}<span class="hidden"> #${issue.iid}</span></button>
  </form>`;
}
