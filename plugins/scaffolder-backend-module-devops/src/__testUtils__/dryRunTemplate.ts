import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import gitlabModule from '@backstage/plugin-scaffolder-backend-module-gitlab';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { parse } from 'yaml';
import scaffolderModuleDevops from '../index';

const TEMPLATES = resolvePackagePath(
  '@backstage-devops/plugin-scaffolder-backend-module-devops',
  '../../templates',
);

/** What a template produced, as the scaffolder reports it. */
export interface DryRunResult {
  files: Map<string, { content: string; executable: boolean }>;
  steps: Array<{ id: string; action: string }>;
  output: Record<string, unknown>;
}

/** A template of this repository, or one changed for a test. */
export interface TemplateFile {
  spec: {
    steps: Array<{
      id: string;
      action: string;
      input: Record<string, unknown>;
    }>;
  };
}

/** Reads `templates/<name>/template.yaml`. */
export async function readTemplate(name: string): Promise<TemplateFile> {
  return parse(await readFile(join(TEMPLATES, name, 'template.yaml'), 'utf8'));
}

/**
 * Runs a template through the scaffolder itself, without the steps that would
 * leave the workspace.
 */
export async function dryRunTemplate(options: {
  name: string;
  values: Record<string, unknown>;
  template?: TemplateFile;
  /** Files beside the template, in addition to its own. */
  extraFiles?: Record<string, string>;
}): Promise<DryRunResult> {
  const { name, values, extraFiles = {} } = options;
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      gitlabModule,
      scaffolderModuleDevops,
      catalogServiceMock.factory(),
    ],
  });
  try {
    const response = await request(backend.server)
      .post('/api/scaffolder/v2/dry-run')
      .send({
        template: options.template ?? (await readTemplate(name)),
        values,
        directoryContents: [
          ...(await readFolder(join(TEMPLATES, name))),
          ...Object.entries(extraFiles).map(([path, content]) => ({
            path,
            base64Content: Buffer.from(content).toString('base64'),
          })),
        ],
      });
    if (response.status !== 200) {
      throw new Error(`${response.status}: ${response.text}`);
    }
    return toResult(response.body);
  } finally {
    await backend.stop();
  }
}

function toResult(body: {
  directoryContents: Array<{
    path: string;
    base64Content: string;
    executable?: boolean;
  }>;
  steps: DryRunResult['steps'];
  output: Record<string, unknown>;
}): DryRunResult {
  return {
    files: new Map(
      body.directoryContents.map(file => [
        file.path,
        {
          content: Buffer.from(file.base64Content, 'base64').toString('utf8'),
          executable: file.executable ?? false,
        },
      ]),
    ),
    steps: body.steps,
    output: body.output,
  };
}

async function readFolder(folder: string) {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return Promise.all(
    entries
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(async path => ({
        path: relative(folder, path),
        base64Content: await readFile(path, 'base64'),
      })),
  );
}
