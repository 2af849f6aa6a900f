import type {
  DriftPage,
  DriftQuery,
  GeneratedPipelineDetail,
  PipelineState,
} from '@backstage-devops/plugin-devops-common';

/** What the backend counts over all pages. */
export function countPipelines(
  pipelines: GeneratedPipelineDetail[],
): Pick<DriftPage, 'states' | 'kinds' | 'versions'> {
  const inState = (state: PipelineState) =>
    pipelines.filter(pipeline => pipeline.state === state).length;
  const differing = (kind: keyof DriftPage['kinds']) =>
    pipelines.filter(({ differences }) => differences[kind] > 0).length;
  const versions = new Map<string, DriftPage['versions'][number]>();
  for (const { generator } of pipelines) {
    if (generator) {
      const key = `${generator.name} ${generator.version}`;
      const known = versions.get(key)?.pipelines ?? 0;
      versions.set(key, { ...generator, pipelines: known + 1 });
    }
  }
  return {
    states: {
      current: inState('current'),
      behind: inState('behind'),
      edited: inState('edited'),
      broken: inState('broken'),
    },
    kinds: {
      template: differing('template'),
      local: differing('local'),
      pins: differing('pins'),
      policy: differing('policy'),
      stack: differing('stack'),
    },
    versions: [...versions.values()],
  };
}

/** The pipelines that a query asks for. */
export function filterPipelines(
  pipelines: GeneratedPipelineDetail[],
  query: DriftQuery,
): GeneratedPipelineDetail[] {
  const { owner, system, state, difference, version } = query;
  return pipelines.filter(
    pipeline =>
      (!owner || pipeline.owner === owner) &&
      (!system || pipeline.system === system) &&
      (!state || pipeline.state === state) &&
      (!difference || pipeline.differences[difference] > 0) &&
      (!version || pipeline.generator?.version === version),
  );
}
