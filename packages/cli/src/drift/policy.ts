import type { PipelinePolicy } from '@backstage-devops/plugin-devops-generators';
import { InputError, isError } from '@backstage/errors';
import { readFile } from 'fs/promises';
import { parse } from 'yaml';

/**
 * Reads what an organisation asks of every pipeline.
 *
 * @throws InputError that names the file and the key that is wrong.
 */
export async function readPolicy(path: string): Promise<PipelinePolicy> {
  let content: unknown;
  try {
    content = parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new InputError(
      `Could not read the policy ${path}: ${isError(error) ? error.message : 'unknown error'}`,
    );
  }
  const { gates, coverage, ...unknown } =
    typeof content === 'object' && content !== null
      ? Object.fromEntries(Object.entries(content))
      : { content };
  const [key] = Object.keys(unknown);
  if (key !== undefined) {
    throw new InputError(`${path}: ${key} is no policy: use gates or coverage`);
  }
  if (gates !== undefined && !isListOfTexts(gates)) {
    throw new InputError(`${path}: gates must be a list of names of gates`);
  }
  if (coverage !== undefined && typeof coverage !== 'number') {
    throw new InputError(`${path}: coverage must be a number of percent`);
  }
  return { gates, coverage };
}

function isListOfTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string');
}
