import { InputError } from '@backstage/errors';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { frozen } from './frozen';

/**
 * The input of a documented example, after the same check against the schema
 * of the action that the scaffolder makes.
 */
export function exampleInput<
  TAction extends Pick<TemplateAction, 'id' | 'schema'>,
>(action: TAction, example: string) {
  const [step] = parse(example).steps;
  if (step.action !== action.id) {
    throw new InputError(`The example calls ${step.action}, not ${action.id}`);
  }
  const ajv = new Ajv({ strict: false });
  if (!ajv.validate(action.schema?.input ?? {}, step.input)) {
    throw new InputError(ajv.errorsText());
  }
  return frozen(step.input);
}
