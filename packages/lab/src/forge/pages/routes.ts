import { NotFoundError } from '@backstage/errors';
import express, { Request, Router } from 'express';
import promiseRouter from 'express-promise-router';
import { EnvironmentsGateway } from '../../environments/EnvironmentsGateway';
import { Pipeline, Project } from '../../state/types';
import { ForgeContext } from '../context';
import { Html, html, link, page, status, table } from './html';
import { incidentPages, incidentSection } from './incidents';
import { trail } from './trail';

interface PageOptions extends ForgeContext {
  gateway: EnvironmentsGateway;
}

/** Small pages for people, so that links out of the portal lead somewhere. */
export function pageRoutes(options: PageOptions): Router {
  const { state, forge } = options;
  const router = promiseRouter();

  router.get('/', async (_request, response) => {
    response.type('html').send(indexPage(options));
  });
  router.post(
    '/faults',
    express.urlencoded({ extended: false }),
    async (request, response) => {
      const { environment, service, errorRate } = request.body;
      const rate = Number(errorRate);
      options.gateway.setFault(
        String(environment),
        String(service),
        rate > 0 && rate <= 1 ? { errorRate: rate, latencyMs: 0 } : undefined,
      );
      response.redirect(303, '/');
    },
  );

  router.use(incidentPages(options));

  const projectOf = (request: Request): Project =>
    forge.project(`${request.params.group}/${request.params.project}`);
  router.get('/:group/:project', async (request, response) => {
    response.type('html').send(await projectPage(options, projectOf(request)));
  });
  router.get('/:group/:project/-/pipelines/:id', async (request, response) => {
    const project = projectOf(request);
    const pipeline = state.pipelines.get(Number(request.params.id));
    if (pipeline?.projectId !== project.id) {
      throw new NotFoundError('404 Pipeline Not Found');
    }
    response.type('html').send(pipelinePage(options, project, pipeline));
  });
  router.get('/:group/:project/-/pipelines', async (request, response) => {
    response.redirect(302, `/${projectOf(request).fullPath}`);
  });
  router.get('/:group/:project/-/jobs/:id', async (request, response) => {
    const project = projectOf(request);
    const job = state.jobs.get(Number(request.params.id));
    if (job?.projectId !== project.id) {
      throw new NotFoundError('404 Job Not Found');
    }
    const body = html`<p>
        ${status(job.status)} in stage ${job.stage}, pipeline
        ${link(`/${project.fullPath}/-/pipelines/${job.pipelineId}`, `#${job.pipelineId}`)}
      </p>
      <pre tabindex="0" aria-label="Job log">
${await forge.runner.trace(job)}</pre>`;
    response.type('html').send(page(job.name, trail(project), body));
  });
  router.get('/:group/:project/-/commit/:sha', async (request, response) => {
    const project = projectOf(request);
    const sha = await forge.repository(project).resolve(request.params.sha);
    if (!sha) {
      throw new NotFoundError('404 Commit Not Found');
    }
    const commit = await forge.repository(project).commit(sha);
    const changes = await forge.repository(project).changedFiles(sha);
    const files = [...changes.added, ...changes.modified, ...changes.removed];
    const body = html`<p>${commit.authorName}, ${commit.authoredDate}</p>
      <pre>${commit.message}</pre>
      <ul>
        ${files.map(file => html`<li><code>${file}</code></li>`)}
      </ul>`;
    response.type('html').send(page(commit.title, trail(project), body));
  });
  router.get(
    '/:group/:project/-/merge_requests/:iid',
    async (request, response) => {
      const project = projectOf(request);
      const found = state.mergeRequests.find(
        row =>
          row.projectId === project.id &&
          row.iid === Number(request.params.iid),
      );
      if (!found) {
        throw new NotFoundError('404 Merge Request Not Found');
      }
      const body = html`<p>
          ${status(found.state)} from <code>${found.sourceBranch}</code> into
          <code>${found.targetBranch}</code>
        </p>
        <pre>${found.description}</pre>`;
      response
        .type('html')
        .send(page(`!${found.iid} ${found.title}`, trail(project), body));
    },
  );
  router.get(
    /^\/([\w.-]+\/[\w.-]+)\/-\/(blob|tree)\/([^/]+)(?:\/(.*))?$/,
    async (request, response) => {
      const { 0: fullPath, 1: kind, 2: ref, 3: path = '' } = request.params;
      const project = forge.project(fullPath);
      const sha = await forge.repository(project).resolve(ref);
      const blob =
        sha && kind === 'blob'
          ? await forge.repository(project).blob(sha, path)
          : undefined;
      if (!sha || (kind === 'blob' && !blob)) {
        throw new NotFoundError('404 File Not Found');
      }
      const body = blob
        ? html`<pre tabindex="0" aria-label="${path}">
${blob.content.toString('utf8')}</pre>`
        : await fileList(options, project, sha, ref, path);
      response
        .type('html')
        .send(page(path || project.path, trail(project), body));
    },
  );
  return router;
}

function lastPipeline(options: PageOptions, project: Project) {
  return options.state.pipelines
    .filter(row => row.projectId === project.id)
    .at(-1);
}

function pipelineLink(project: Project, pipeline: Pipeline): Html {
  return link(
    `/${project.fullPath}/-/pipelines/${pipeline.id}`,
    `#${pipeline.id}`,
  );
}

function indexPage(options: PageOptions): string {
  const projects = options.state.projects.all().map(project => {
    const last = lastPipeline(options, project);
    return html`<tr>
      <td>${link(`/${project.fullPath}`, project.fullPath)}</td>
      <td>${project.description}</td>
      <td>
        ${last ? html`${status(last.status)} ${pipelineLink(project, last)} on ${last.ref}` : 'none'}
      </td>
    </tr>`;
  });
  const services = options.gateway.list().map(row => {
    const rate = row.fault?.errorRate ?? 0;
    return html`<tr>
      <td>${row.environment}</td>
      <td>${link(row.url, row.service)}</td>
      <td><code>${row.version}</code></td>
      <td>${status(row.running ? 'running' : 'failed')}</td>
      <td>
        ${rate > 0 ? `${rate * 100} % errors ` : ''}
        <form method="post" action="/faults">
          <input type="hidden" name="environment" value="${row.environment}" />
          <input type="hidden" name="service" value="${row.service}" />
          <input type="hidden" name="errorRate" value="${rate > 0 ? 0 : 0.5}" />
          <button>
            ${rate > 0 ? 'Clear fault' : 'Fail 50 %'}
            <span class="hidden">of ${row.service} in ${row.environment}</span>
          </button>
        </form>
      </td>
    </tr>`;
  });
  return page(
    'The lab',
    [],
    html`<p>
        A GitLab-compatible forge, its runner and three environments on this
        machine.
      </p>
      <h2>Projects</h2>
      ${table(['Project', 'Description', 'Last pipeline'], projects)}
      <h2>Environments</h2>
      ${table(['Environment', 'Service', 'Version', 'State', 'Fault'], services)}`,
  );
}

async function projectPage(
  options: PageOptions,
  project: Project,
): Promise<string> {
  const pipelines = options.state.pipelines
    .filter(row => row.projectId === project.id)
    .slice(-30)
    .reverse()
    .map(
      row =>
        html`<tr>
          <td>${pipelineLink(project, row)}</td>
          <td>${status(row.status)}</td>
          <td>${row.ref}</td>
          <td><code>${row.sha.slice(0, 8)}</code></td>
          <td>${row.source}</td>
          <td>${row.createdAt}</td>
        </tr>`,
    );
  const ref = project.defaultBranch;
  const sha = ref && (await options.forge.repository(project).resolve(ref));
  return page(
    project.fullPath,
    [],
    html`<p>${project.description}</p>
      <p>Clone: <code>${options.present.projectUrl(project)}.git</code></p>
      ${incidentSection(options, project)}
      <h2>Pipelines</h2>
      ${table(['Pipeline', 'Status', 'Ref', 'Commit', 'Source', 'Created'], pipelines)}
      <h2>Files</h2>
      ${sha && ref ? await fileList(options, project, sha, ref, '') : html`<p>The repository is empty.</p>`}`,
  );
}

function pipelinePage(
  options: PageOptions,
  project: Project,
  pipeline: Pipeline,
): string {
  const jobs = options.state.jobs
    .filter(job => job.pipelineId === pipeline.id)
    .map(
      job =>
        html`<tr>
          <td>${job.stage}</td>
          <td>
            ${link(`/${project.fullPath}/-/jobs/${job.id}`, job.name)}${job.retried ? ' (retried)' : ''}
          </td>
          <td>${status(job.status)}</td>
          <td>${job.environment?.name}</td>
        </tr>`,
    );
  return page(
    `Pipeline #${pipeline.id}`,
    trail(project),
    html`<p>
        ${status(pipeline.status)} ${pipeline.ref} at
        ${link(`/${project.fullPath}/-/commit/${pipeline.sha}`, pipeline.sha.slice(0, 8))}
      </p>
      ${pipeline.yamlErrors ? html`<pre>${pipeline.yamlErrors}</pre>` : undefined}
      ${table(['Stage', 'Job', 'Status', 'Environment'], jobs)}`,
  );
}

async function fileList(
  options: PageOptions,
  project: Project,
  sha: string,
  ref: string,
  path: string,
): Promise<Html> {
  const entries = await options.forge
    .repository(project)
    .tree({ ref: sha, path });
  return html`<ul>
    ${entries.map(
      entry =>
        html`<li>
          ${link(`/${project.fullPath}/-/${entry.type}/${ref}/${entry.path}`, entry.name)}
        </li>`,
    )}
  </ul>`;
}
