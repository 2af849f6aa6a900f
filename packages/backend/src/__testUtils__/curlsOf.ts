import { readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '../../../..');

/** A request as a page of the documentation shows it. */
export type Curl = {
  /** The heading that it stands below, and its number on the page. */
  title: string;
  /** Without the address of the portal. */
  path: string;
  /** Without `Authorization`, whose token is a variable. */
  headers: Record<string, string>;
  body: string;
};

/** The curl commands of a page, of the forms that our pages use. */
export function curlsOf(page: string): Curl[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const parts = text.split(/^(?=#+ )/m).flatMap(section => {
    const heading = /^#+ (.*)/.exec(section)?.[1] ?? page;
    const commands = section.match(/^```sh\ncurl [^]*?^```/gm) ?? [];
    return commands.map(command => ({ heading, command }));
  });
  return parts.map(({ heading, command }, index) => ({
    title: `${index + 1}. ${heading}`,
    path: find(command, /"\$PORTAL([^"]+)"/),
    headers: Object.fromEntries(
      [...command.matchAll(/-H '([^:']+): ([^']*)'/g)].map(
        ([, name, value]) => [name, value],
      ),
    ),
    body: find(command, /(?:-d|--data-binary) '([^']*)'/),
  }));
}

function find(command: string, pattern: RegExp): string {
  const match = pattern.exec(command);
  if (!match) {
    throw new Error(`The example has nothing like ${pattern}:\n${command}`);
  }
  return match[1];
}
