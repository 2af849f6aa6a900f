import { JENKINS_PLUGINS } from '../emitters/jenkins';
import { CheckedFile, CheckRule, Problem } from './rule';

interface JenkinsView {
  file: CheckedFile;
  /** The text with the contents of comments and quoted texts blanked. */
  code: string;
  /** Bodies of blocks with this name, with where they start. */
  blocks(name: string): Array<{ body: string; head: string; start: number }>;
  lineAt(path: Array<string | number>): number;
}

/** Reads a Jenkinsfile for checking; places are offsets in the text. */
export function viewJenkins(file: CheckedFile): JenkinsView {
  const code = blank(file.text);
  return {
    file,
    code,
    blocks: name =>
      [
        ...code.matchAll(
          new RegExp(`\\b${name}\\b\\s*(\\([^)]*\\))?\\s*\\{`, 'g'),
        ),
      ].map(match => {
        const open = match.index + match[0].length;
        return {
          head: file.text.slice(match.index, open),
          body: file.text.slice(open, closing(code, open)),
          start: match.index,
        };
      }),
    lineAt: ([offset]) =>
      file.text.slice(0, Number(offset ?? 0)).split('\n').length,
  };
}

function closing(code: string, open: number): number {
  let depth = 1;
  for (let at = open; at < code.length; at++) {
    depth += Number(code[at] === '{') - Number(code[at] === '}');
    if (depth === 0) {
      return at;
    }
  }
  return code.length;
}

function blank(text: string): string {
  return text.replace(
    /'''[\s\S]*?'''|"""[\s\S]*?"""|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    found => {
      const quote = /^(?:'''|"""|'|")/.exec(found)?.[0] ?? '';
      const inner = found
        .slice(quote.length, found.length - quote.length)
        .replace(/[^\n]/g, ' ');
      return `${quote}${inner}${quote}`
        .padEnd(found.length)
        .slice(0, found.length);
    },
  );
}

const at = (offset: number, message: string): Problem => ({
  at: [offset],
  message,
});
const found = (text: string, pattern: RegExp, message: string): Problem[] =>
  [...text.matchAll(new RegExp(pattern, 'g'))].map(match =>
    at(match.index, message),
  );

export const jenkinsRules: CheckRule<JenkinsView>[] = [
  {
    id: 'JEN-01',
    title: 'The pipeline is declarative, and Groovy only holds it together',
    remedy:
      'Write pipeline { ... }, and move logic into scripts of the repository',
    audit: 'Jenkins pipeline best practices',
    check: ({ code }) => [
      ...(/^\s*(?:@Library[^\n]*\n\s*)?(?:import[^\n]*\n\s*)*pipeline\s*\{/m.test(
        code,
      )
        ? []
        : [at(0, 'there is no pipeline block')]),
      ...found(
        code,
        /\bJsonSlurper\w*|\bHttpRequest\b|\bJenkins\.(?:instance|get\(\))/,
        'this runs on the controller and slows it down',
      ),
    ],
  },
  {
    id: 'JEN-02',
    title:
      'Nothing runs on the controller, and containers are fixed by their digest',
    remedy:
      'Write agent none at the top, an agent per stage, and image name:tag@sha256:...',
    audit: 'Jenkins controller isolation; zizmor unpinned-images',
    check: ({ code, file }) => [
      ...found(code, /\bagent\s+any\b/, 'agent any may be the controller'),
      ...found(
        file.text,
        /\blabel\s+['"](?:master|built-in)['"]/,
        'this is the controller',
      ),
      ...[...file.text.matchAll(/\b(?:image|docker)\s+(['"])([^'"\n]+)\1/g)]
        .filter(([, , image]) => !/@sha256:[0-9a-f]{64}$/.test(image))
        .map(match => at(match.index, `${match[2]} has no digest`)),
    ],
  },
  {
    id: 'JEN-03',
    title: 'Runs end, are cleaned up, and replace each other',
    remedy:
      'Add options { timeout(...); buildDiscarder(...); disableConcurrentBuilds(abortPrevious: true); timestamps(); skipDefaultCheckout() }',
    audit: 'golden path',
    check: ({ blocks }) => {
      const options = blocks('options')
        .map(({ body }) => body)
        .join('\n');
      return [
        'timeout',
        'buildDiscarder',
        'disableConcurrentBuilds',
        'timestamps',
        'skipDefaultCheckout',
      ]
        .filter(name => !options.includes(name))
        .map(name => at(0, `options has no ${name}`));
    },
  },
  {
    id: 'JEN-04',
    title: 'A gate is one sh step, not a chain of them',
    remedy: 'Call one script, or write the commands into one sh step',
    audit: 'Jenkins pipeline best practices',
    check: ({ blocks }) =>
      blocks('steps')
        .filter(
          ({ body }) => (body.match(/(?:^|[\s{;])sh[\s(]/g) ?? []).length > 3,
        )
        .map(({ start }) =>
          at(start, 'each sh step costs the controller a round trip'),
        ),
  },
  {
    id: 'JEN-05',
    title: 'Groovy never puts secrets or parameters into a command',
    remedy:
      "Write sh '...' in single quotes and let the shell read the variable",
    audit: 'Jenkins, string interpolation',
    check: ({ file, code }) =>
      [
        ...file.text.matchAll(
          /\b(?:sh|bat|powershell)\s*\(?\s*(?:script:\s*)?("""[\s\S]*?"""|"(?:\\.|[^"\\\n])*")/g,
        ),
      ]
        // A quoted text may look like a step; there the code is blank.
        .filter(match => !/^\s/.test(code[match.index]))
        .filter(([, text]) => /(?<!\\)\$(?:\{|\w)/.test(text))
        .map(match =>
          at(match.index, 'Groovy fills in the value before the shell sees it'),
        ),
  },
  {
    id: 'JEN-06',
    title: 'Shared libraries have a version',
    remedy: "Write @Library('name@v1.2.3')",
    audit: 'golden path; Jenkins shared libraries',
    check: ({ file }) => {
      const libraries = [
        ...file.text.matchAll(/@Library\(\s*\[?\s*['"]([^'"]+)['"]/g),
      ];
      return libraries.length === 0
        ? { notApplicable: 'no shared library is loaded' }
        : libraries
            .filter(
              ([, name]) => !/@(?:v?\d+\.\d+\.\d+|[0-9a-f]{40})$/.test(name),
            )
            .map(match => at(match.index, `${match[1]} follows a branch`));
    },
  },
  {
    id: 'JEN-07',
    title: 'A question blocks no machine, ends, and says who may answer',
    remedy:
      'Use input { submitter ... } of the stage, with a timeout in its options',
    audit: 'golden path; Jenkins input step',
    check: ({ blocks, code }) => {
      const directives = blocks('input');
      const steps = found(
        code,
        /\binput\s+(?:message|\()/,
        'the input step holds an executor while it waits',
      );
      if (directives.length + steps.length === 0) {
        return { notApplicable: 'nobody is asked' };
      }
      return [
        ...steps,
        ...directives
          .filter(({ body }) => !/\bsubmitter\b/.test(body))
          .map(({ start }) => at(start, 'anybody may answer')),
      ];
    },
  },
  {
    id: 'JEN-08',
    title: 'Conditions are decided before a machine is taken or a person asked',
    remedy: 'Add beforeAgent true and beforeInput true to when',
    audit: 'golden path; Jenkins pipeline syntax',
    check: ({ blocks }) => {
      const conditions = blocks('when');
      return conditions.length === 0
        ? { notApplicable: 'no stage has a condition' }
        : conditions
            .filter(({ body }) => !/beforeAgent\s+true/.test(body))
            .map(({ start }) =>
              at(
                start,
                'a machine is taken only to find that the stage is skipped',
              ),
            );
    },
  },
  {
    id: 'JEN-09',
    title: 'Deployments to an environment wait for each other',
    remedy: "Add options { lock('environment') }",
    audit: 'golden path; lockable resources',
    check: ({ blocks }) => {
      const stages = blocks('stage').filter(
        ({ head, body }) =>
          /deploy/i.test(head) && !/\bstages\s*\{|\bparallel\s*\{/.test(body),
      );
      return stages.length === 0
        ? { notApplicable: 'no stage deploys' }
        : stages
            .filter(({ body }) => !/\block\s*\(/.test(body))
            .map(({ start, head }) =>
              at(start, `${head.replace(/\s*\{$/, '')} has no lock`),
            );
    },
  },
  {
    id: 'JEN-10',
    title: 'Workspaces are cleaned whatever happens',
    remedy: 'Add post { cleanup { cleanWs() } }',
    audit: 'golden path',
    check: ({ code }) =>
      /\bcleanWs\s*\(|\bdeleteDir\s*\(/.test(code)
        ? []
        : [at(0, 'files of one run are there in the next')],
  },
  {
    id: 'JEN-11',
    title: 'Methods that cannot be resumed call no steps',
    remedy: 'Move the steps out of the @NonCPS method',
    audit: 'Jenkins pipeline best practices',
    check: ({ code }) => {
      const methods = [...code.matchAll(/@NonCPS[^{]*\{/g)];
      return methods.length === 0
        ? { notApplicable: 'no method is marked @NonCPS' }
        : methods
            .filter(match =>
              /\b(?:sh|echo|checkout|node|stage)\s*[('"]/.test(
                code.slice(
                  match.index + match[0].length,
                  closing(code, match.index + match[0].length),
                ),
              ),
            )
            .map(match =>
              at(match.index, 'a step inside is lost after a restart'),
            );
    },
  },
  {
    id: 'JEN-12',
    title: 'The file names the plugins that it needs',
    remedy: `Add a comment // Plugins: ${JENKINS_PLUGINS.slice(0, 2).join(', ')}, ...`,
    audit: 'golden path',
    check: ({ file }) =>
      /^\s*(?:\/\/|\*)\s*(?:Required )?plugins:/im.test(file.text)
        ? []
        : [at(0, 'nobody can tell what has to be installed')],
  },
];
