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
 * Which files of its repository belong to an entity: globs from the root of
 * the repository, separated by commas, for instance
 * `services/api/**, libs/shared/**`. Only changes that touch one of them count
 * as changes of the entity. Without it all do.
 *
 * @public
 */
export const PATHS_ANNOTATION = 'backstage-devops.io/paths';

/**
 * Which environments of its sources belong to an entity: globs of their names,
 * separated by commas, for instance `api-*`. Without it all do.
 *
 * @public
 */
export const ENVIRONMENTS_ANNOTATION = 'backstage-devops.io/environments';

/**
 * Which unit of its sources an entity is, as deployments name it. Without it
 * an entity has the deployments of all units.
 *
 * @public
 */
export const UNIT_ANNOTATION = 'backstage-devops.io/unit';

/**
 * How old a deployment may be that an incident is attributed to: an ISO 8601
 * duration such as `PT4H`, or `inf` for any age.
 *
 * @public
 */
export const ATTRIBUTION_WINDOW_ANNOTATION =
  'backstage-devops.io/attribution-window';

/**
 * Names that an entity had before: entity refs, separated by commas. What an
 * entity of such a name counted, and who owned it then, stays with this one.
 *
 * @public
 */
export const FORMER_REFS_ANNOTATION = 'backstage-devops.io/former-refs';

/**
 * Full name of a repository on GitHub, `owner/name`.
 *
 * @public
 */
export const GITHUB_PROJECT_SLUG_ANNOTATION = 'github.com/project-slug';

/**
 * Sources of CDEvents whose events are of this entity: URI references,
 * separated by commas, as `source` of the subject or of the context has them.
 *
 * @public
 */
export const CDEVENTS_SOURCE_ANNOTATION = 'backstage-devops.io/cdevents-source';

/**
 * Services whose objectives belong to an entity, as rules name them in the
 * label `sloth_service`: separated by commas. Without it those of the service
 * that a Component in the default namespace has the name of.
 *
 * @public
 */
export const SLO_SERVICE_ANNOTATION = 'backstage-devops.io/slo-service';

/**
 * Where the lock file of the generated pipeline of an entity lies, relative to
 * its `catalog-info.yaml`, or from the root of the repository with a slash in
 * front, for instance `/.devops/lock.json`. Without it `.devops/lock.json`
 * beside `catalog-info.yaml` is looked for.
 *
 * @public
 */
export const LOCK_FILE_ANNOTATION = 'backstage-devops.io/lock-file';
