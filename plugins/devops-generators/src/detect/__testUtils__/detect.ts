import { createFileTree } from '../../files';
import { detectComponents } from '../detectComponents';

/** Files by path; objects are written as JSON. */
export type Files = Record<string, string | object>;

/** What a repository of these files is made of. */
export async function detect(files: Files) {
  return detectComponents(
    createFileTree(
      Object.entries(files).map(([path, content]) => ({
        path,
        content:
          typeof content === 'string' ? content : JSON.stringify(content),
      })),
    ),
  );
}

/** The one component of a repository. */
export async function detectOne(files: Files) {
  const { components } = await detect(files);
  expect(components).toHaveLength(1);
  return components[0];
}

export const NO_COMMANDS = {
  install: null,
  build: null,
  test: null,
  lint: null,
  coverage: null,
};
