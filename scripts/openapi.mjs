/**
 * Writes what is generated from the OpenAPI document of the backend: the types
 * of the client and the document as a module. `--check` compares instead.
 */
import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '..');
const document = resolve(
  root,
  'plugins/devops-backend/src/schema/openapi.yaml',
);
const notice = [
  '/*',
  ' * Generated from plugins/devops-backend/src/schema/openapi.yaml.',
  ' * Change it there and run `yarn openapi`.',
  ' */',
  '',
  '',
].join('\n');

async function outputs() {
  const source = await readFile(document, 'utf8');
  const types = astToString(await openapiTypescript(source));
  const spec = JSON.stringify(parse(source), null, 2);
  return {
    'plugins/devops-common/src/schema/generated/api.ts': notice + types,
    'plugins/devops-backend/src/schema/generated/spec.ts': `${notice}export const spec = ${spec};\n`,
  };
}

const check = process.argv.includes('--check');
for (const [file, content] of Object.entries(await outputs())) {
  const target = resolve(root, file);
  if (!check) {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  } else if ((await readFile(target, 'utf8').catch(() => '')) !== content) {
    console.error(`${file} is out of date: run \`yarn openapi\``);
    process.exitCode = 1;
  }
}
