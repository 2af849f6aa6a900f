import { createBackendModule } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { PipelineDifference } from '@backstage-devops/plugin-devops-common';
import {
  devopsDriftExtensionPoint,
  type LockedPipeline,
  type PipelineChecker,
  type PipelineCheck,
  type PipelinePolicy,
} from '@backstage-devops/plugin-devops-node';

type TestLock = {
  generator: { name: string; version: string };
  gates: string[];
  files: Record<string, string>;
};

/** A lock file of the test's generator. */
export function testLock(
  files: Record<string, string>,
  over: Partial<TestLock> = {},
): string {
  return JSON.stringify({
    generator: { name: 'test', version: '1.0.0' },
    gates: ['lint'],
    files,
    ...over,
  });
}

/** A generator that writes the same files into every repository. */
export class TestChecker implements PipelineChecker {
  version = '1';
  /** What it would write today; undefined as it ever did. */
  template: Record<string, string> | undefined;
  checks = 0;

  open(text: string): LockedPipeline {
    if (!text.startsWith('{')) {
      throw new InputError(
        `.devops/lock.json is not JSON: ${text}; restore the file from its history`,
      );
    }
    const lock: TestLock = JSON.parse(text);
    return {
      generator: lock.generator,
      gates: lock.gates,
      files: Object.entries(lock.files).map(([path, generated]) => ({
        path,
        generated,
      })),
      check: async ({ policy, files }) => {
        this.checks += 1;
        return this.#check(lock, policy, files);
      },
    };
  }

  #check(
    lock: TestLock,
    policy: PipelinePolicy,
    files: ReadonlyMap<string, string> | { unread: string },
  ): PipelineCheck {
    if (lock.generator.name !== 'test') {
      throw new InputError(
        `generator.name '${lock.generator.name}' is not known: use a newer version of devops`,
      );
    }
    const differences: PipelineDifference[] = [];
    for (const [path, generated] of Object.entries(lock.files)) {
      if (this.template && this.template[path] !== generated) {
        differences.push({
          kind: 'template',
          path,
          message: 'the template writes the file differently now',
          command: 'devops update',
        });
      }
      if (!('unread' in files) && files.get(path) !== generated) {
        differences.push({
          kind: 'local',
          path,
          message: files.has(path) ? 'edited' : 'removed',
          expected: true,
        });
      }
    }
    for (const gate of policy.gates ?? []) {
      if (!lock.gates.includes(gate)) {
        differences.push({ kind: 'policy', message: `${gate} is required` });
      }
    }
    return {
      differences,
      unchecked:
        'unread' in files ? [{ kind: 'local', reason: files.unread }] : [],
    };
  }
}

/** Brings the checker to the backend. */
export function checkerModule(checker: PipelineChecker) {
  return createBackendModule({
    pluginId: 'devops',
    moduleId: `checker-${checker.version}`,
    register(reg) {
      reg.registerInit({
        deps: { drift: devopsDriftExtensionPoint },
        async init({ drift }) {
          drift.setPipelineChecker(checker);
        },
      });
    },
  });
}
