import { addCommands, CiCommand } from './ci';
import { folderOf } from './repository/paths';
import { Repository } from './repository/Repository';

const MAKEFILES = ['Makefile', 'makefile', 'GNUmakefile'];

/**
 * Commands that the recipes of a Makefile run in a folder below it, as in
 * `cd api && go vet ./...`. They are about the component in that folder.
 */
export async function readRecipes(
  repository: Repository,
): Promise<CiCommand[]> {
  const found: CiCommand[] = [];
  for (const file of MAKEFILES.flatMap(name => repository.named(name))) {
    const home = folderOf(file);
    const text = await repository.text(file);
    const values = variablesOf(text);
    text.split('\n').forEach((line, index) => {
      const recipe = /^\t[@+\s-]*(?:(\()\s*)?(cd\s.*)$/.exec(line);
      if (recipe) {
        const [, subshell, command] = recipe;
        addCommands(
          found,
          withVariables(
            subshell ? command.replace(/\)[^)]*$/, '') : command,
            values,
          ),
          { file, line: index + 1, folder: home },
        );
      }
    });
  }
  return found.filter(({ file, folder }) => folder !== folderOf(file));
}

/** Variables with a plain value. */
function variablesOf(makefile: string): Map<string, string> {
  return new Map(
    [
      ...makefile.matchAll(
        /^(?:export[ \t]+)?(\w+)[ \t]*[:?]?=[ \t]*([\w./-]+)[ \t]*$/gm,
      ),
    ].map(([, name, value]) => [name, value]),
  );
}

function withVariables(command: string, values: Map<string, string>): string {
  return command.replace(
    /\$[({](\w+)[)}]/g,
    (reference, name) => values.get(name) ?? reference,
  );
}
