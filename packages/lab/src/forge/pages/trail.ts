import { Project } from '../../state/types';
import { Html, link } from './html';

/** The way back from a page of a project. */
export function trail(project: Project): Html[] {
  return [link(`/${project.fullPath}`, project.fullPath)];
}
