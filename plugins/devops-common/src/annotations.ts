/**
 * Glob of the OpenSLO files of an entity, relative to its `catalog-info.yaml`.
 * Without it `slo/*.yaml` is looked for.
 *
 * @public
 */
export const SLO_ANNOTATION = 'backstage-devops.io/slo';

/**
 * Path that is probed on the URL of each environment. Without it `/healthz`.
 *
 * @public
 */
export const HEALTH_PATH_ANNOTATION = 'backstage-devops.io/health-path';

/**
 * On a Resource of type `environment`: name of the environment at its provider.
 *
 * @public
 */
export const ENVIRONMENT_ANNOTATION = 'backstage-devops.io/environment';

/**
 * On a Resource of type `environment`: its tier.
 *
 * @public
 */
export const ENVIRONMENT_TIER_ANNOTATION =
  'backstage-devops.io/environment-tier';

/**
 * Path of a project on GitLab, `group/project`.
 *
 * @public
 */
export const GITLAB_PROJECT_SLUG_ANNOTATION = 'gitlab.com/project-slug';

/**
 * Host of the GitLab instance, for instance `gitlab.example.com:8443`, where
 * it is not `gitlab.com`.
 *
 * @public
 */
export const GITLAB_INSTANCE_ANNOTATION = 'gitlab.com/instance';

/**
 * Full name of a repository on GitHub, `owner/name`.
 *
 * @public
 */
export const GITHUB_PROJECT_SLUG_ANNOTATION = 'github.com/project-slug';
