import { NotFoundError } from '@backstage/errors';
import { Request, Response } from 'express';
import { LabConfig } from '../config';
import { LabState } from '../state/LabState';
import { Project, User } from '../state/types';
import { ForgeService } from './ForgeService';
import { Presenter } from './present';

/** What the routes of the forge work with. */
export interface ForgeContext {
  config: LabConfig;
  state: LabState;
  forge: ForgeService;
  present: Presenter;
}

/** The user whom the token, or its `Sudo` header, stands for. */
export function requestUser(response: Response): User {
  return response.locals.user;
}

export function requestProject(
  context: ForgeContext,
  request: Request,
): Project {
  return context.forge.project(request.params.project);
}

/** A list filter given once, repeated, or with GitLab's `[]`. */
export function listParameter(request: Request, name: string): string[] {
  const value = request.query[name] ?? request.query[`${name}[]`];
  if (value === undefined) {
    return [];
  }
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** The commit that a ref, or else the default branch, points at. */
export async function resolveRef(
  context: ForgeContext,
  project: Project,
  ref: unknown,
): Promise<{ name: string; sha: string }> {
  const name = String(ref || project.defaultBranch || 'main');
  const sha = await context.forge.repository(project).resolve(name);
  if (!sha) {
    throw new NotFoundError('404 Tree Not Found');
  }
  return { name, sha };
}
