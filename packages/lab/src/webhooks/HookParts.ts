import { Presenter } from '../forge/present';
import { GitCommit } from '../git/gitLog';
import { Project, User } from '../state/types';

const visibilityLevels: Record<string, number> = {
  private: 0,
  internal: 10,
  public: 20,
};

/** GitLab writes most times of its hooks as `2016-08-12 15:23:28 UTC`. */
export function hookTime(iso?: string): string | null {
  return iso ? `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC` : null;
}

/** Deployments have the zone of the server instead. */
export function hookTimeWithOffset(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} +0000`;
}

/** What the bodies of GitLab's webhooks have in common. */
export class HookParts {
  readonly #present: Presenter;

  constructor(options: { present: Presenter }) {
    this.#present = options.present;
  }

  user(user: User) {
    return {
      id: user.id,
      name: user.name,
      username: user.username,
      avatar_url: null,
      email: user.email,
    };
  }

  nameWithNamespace(project: Project): string {
    return this.#present.project(project).name_with_namespace;
  }

  project(project: Project) {
    const url = this.#present.projectUrl(project);
    const shown = this.#present.project(project);
    return {
      id: project.id,
      name: project.name,
      description: project.description,
      web_url: url,
      avatar_url: null,
      git_ssh_url: shown.ssh_url_to_repo,
      git_http_url: shown.http_url_to_repo,
      namespace: shown.namespace.name,
      visibility_level: visibilityLevels[project.visibility] ?? 0,
      path_with_namespace: project.fullPath,
      default_branch: project.defaultBranch ?? null,
      ci_config_path: null,
    };
  }

  repositoryFields(project: Project) {
    const shown = this.project(project);
    return {
      name: project.name,
      url: shown.git_ssh_url,
      description: project.description,
      homepage: shown.web_url,
      git_http_url: shown.git_http_url,
      git_ssh_url: shown.git_ssh_url,
      visibility_level: shown.visibility_level,
    };
  }

  commit(project: Project, commit: GitCommit) {
    return {
      id: commit.id,
      message: commit.message,
      title: commit.title,
      timestamp: commit.authoredDate,
      url: `${this.#present.projectUrl(project)}/-/commit/${commit.id}`,
      author: { name: commit.authorName, email: commit.authorEmail },
    };
  }
}
