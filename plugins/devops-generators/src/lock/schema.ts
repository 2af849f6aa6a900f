import { z } from 'zod';

/**
 * A path that cannot leave the repository or reach what git keeps about it.
 * Lock files come from repositories, so what they name is not trusted.
 */
const repositoryPath = z.string().refine(
  path =>
    path !== '' &&
    !path.startsWith('/') &&
    // eslint-disable-next-line no-control-regex
    !/[\\\u0000-\u001f\u007f]|^[a-z]:/i.test(path) &&
    path
      .split('/')
      .every(part => part !== '' && !/^\.{1,2}$|^\.git$/i.test(part)),
  'must be a path inside the repository',
);

const command = z.string().nullable();

const component = z.object({
  path: z.string(),
  language: z.string(),
  version: z.string().nullable(),
  packageManager: z.string().nullable(),
  // Lock files were written without it once.
  lockFile: z.string().optional(),
  commands: z.object({
    install: command,
    build: command,
    test: command,
    lint: command,
    coverage: command,
  }),
  container: z.string().nullable(),
  deploy: z.array(z.string()),
});

/** Schema of the text of a lock file. */
export const lockSchema = z.object({
  lockVersion: z.literal(1, {
    errorMap: () => ({
      message: 'is of another format: use the version of devops that wrote it',
    }),
  }),
  generator: z.object({ name: z.string(), version: z.string() }),
  inputs: z.record(z.unknown()),
  stack: z.array(component).max(1_000),
  gates: z.array(z.string()),
  files: z
    .array(
      z.object({
        path: repositoryPath,
        mode: z.enum(['owned', 'merged', 'once']),
        executable: z.boolean().optional(),
        sha256: z.string(),
        base: z.string(),
      }),
    )
    .max(200),
});
