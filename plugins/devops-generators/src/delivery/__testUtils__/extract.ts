import { parse, parseAllDocuments } from 'yaml';
import { asList, asMapping, asText } from '../../values';
import { DeliveryProvider } from '../emitters/types';

/** What a pipeline does, whichever system it is written for. */
export interface ExtractedJob {
  id: string;
  image: string;
  folder: string;
  commands: string[];
  environment: Record<string, string>;
  /** The folder that is kept, and the file that its key is made of. */
  cache?: { lockFile: string; path: string };
  /** Reports of tests and coverage that are kept. */
  reports: string[];
  /** Whether the first command that fails ends the job and the pipeline. */
  stopsAtFailure: boolean;
}

type Mapping = Record<string, unknown>;

const DOCKER = /^docker:.*-cli@|^ubuntu|^docker$|^$/;

/** Reads the jobs back out of a generated file. */
export function extractJobs(
  provider: DeliveryProvider,
  text: string,
): ExtractedJob[] {
  const jobs = {
    github: fromGithub,
    gitlab: fromGitlab,
    azure: fromAzure,
    circleci: fromCircle,
    jenkins: fromJenkins,
    tekton: fromTekton,
  }[provider](text);
  return jobs.map(job => ({
    ...job,
    // The system's own machine and the image of Docker's client are the same.
    image: DOCKER.test(job.image) ? 'docker' : job.image,
  }));
}

const lines = (script: unknown) =>
  String(script ?? '')
    .split('\n')
    .filter(line => line !== '');

const texts = (value: unknown) =>
  Object.fromEntries(
    Object.entries(asMapping(value)).map(([key, item]) => [key, String(item)]),
  );

/** The inputs of the first step that uses something. */
function stepInputs(steps: unknown, key: string, name: RegExp): Mapping {
  const step = asList(steps)
    .map(asMapping)
    .find(item => name.test(asText(item[key]) ?? ''));
  return asMapping(step?.with ?? step?.inputs);
}

function circleStep(job: Mapping, name: string): Mapping {
  const step = asList(job.steps)
    .map(asMapping)
    .find(item => name in item);
  return asMapping(step?.[name]);
}

/** Reports of tests and of coverage; those of scanners have other forms. */
const xmlIn = (paths: unknown[]) =>
  paths.map(String).filter(path => path.endsWith('.xml'));

function cacheIn(
  { key, path }: { key?: unknown; path?: unknown },
  lockFile = /^(.*)$/,
) {
  return key === undefined
    ? {}
    : {
        cache: {
          lockFile: lockFile.exec(String(key))?.[1] ?? '',
          path: String(path),
        },
      };
}

function fromGithub(text: string): ExtractedJob[] {
  const unescape = (value: string) =>
    value.replace(/\$\{\{ '\$\{\{' \}\}/g, '${{');
  const { jobs, defaults } = parse(text);
  return Object.entries<Mapping>(jobs)
    .filter(([id]) => id !== 'ci-ok')
    .map(([id, job]) => {
      const run = asMapping(asMapping(job.defaults).run);
      const step = asList(job.steps)
        .map(asMapping)
        .find(item => item.run !== undefined);
      const secret = ([, value]: [string, string]) =>
        !/^\$\{\{ secrets\./.test(value);
      return {
        id,
        image: asText(asMapping(job.container).image) ?? '',
        folder: unescape(asText(run['working-directory']) ?? '.'),
        commands: lines(step?.run).map(unescape),
        ...cacheIn(
          stepInputs(job.steps, 'uses', /^actions\/cache@/),
          /hashFiles\('(.*)'\)/,
        ),
        reports: xmlIn(
          String(
            stepInputs(job.steps, 'uses', /^actions\/upload-artifact@/).path,
          ).split('\n'),
        ),
        environment: Object.fromEntries(
          Object.entries(texts(job.env))
            .filter(secret)
            .map(([key, value]) => [key, unescape(value)]),
        ),
        // Both shells are started with -e unless a template says otherwise.
        stopsAtFailure:
          ['bash', 'sh'].includes(String(run.shell ?? defaults.run.shell)) &&
          step?.['continue-on-error'] === undefined &&
          job['continue-on-error'] === undefined,
      };
    });
}

function splitFolder(script: string[]): { folder: string; commands: string[] } {
  const match = /^cd (?:'((?:[^']|'\\'')*)'|(.*))$/.exec(script[0] ?? '');
  return match
    ? {
        folder: match[1]?.replace(/'\\''/g, "'") ?? match[2],
        commands: script.slice(1),
      }
    : { folder: '.', commands: script };
}

function fromGitlab(text: string): ExtractedJob[] {
  const { workflow, stages, default: defaults, ...jobs } = parse(text);
  return Object.entries<Mapping>(jobs).map(([id, job]) => {
    const {
      DOCKER_HOST,
      DOCKER_TLS_CERTDIR,
      DOCKER_TLS_VERIFY,
      DOCKER_CERT_PATH,
      ...environment
    } = texts(job.variables);
    return {
      id,
      image: String(asMapping(job.image).name),
      ...splitFolder(asList(job.script).map(String)),
      ...cacheIn({
        key: asList(asMapping(asMapping(job.cache).key).files)[0],
        path: asList(asMapping(job.cache).paths)[0],
      }),
      reports: xmlIn([
        asMapping(asMapping(job.artifacts).reports).junit,
        asMapping(asMapping(asMapping(job.artifacts).reports).coverage_report)
          .path,
      ]),
      environment,
      stopsAtFailure: job.allow_failure === undefined,
    };
  });
}

function fromAzure(text: string): ExtractedJob[] {
  return asList(parse(text).stages)
    .flatMap(stage => asList(asMapping(stage).jobs))
    .map(asMapping)
    .map(job => {
      const deploy = asMapping(
        asMapping(asMapping(job.strategy).runOnce).deploy,
      );
      const step = [...asList(job.steps), ...asList(deploy.steps)]
        .map(asMapping)
        .find(item => item.script !== undefined);
      const [first, ...commands] = lines(step?.script);
      return {
        id: String(job.displayName),
        image: asText(asMapping(job.container).image) ?? '',
        folder: asText(step?.workingDirectory) ?? '.',
        commands,
        ...cacheIn(stepInputs(job.steps, 'task', /^Cache@/), /\| (.*)$/),
        reports: xmlIn([
          stepInputs(job.steps, 'task', /^PublishTestResults@/)
            .testResultsFiles,
          asText(
            stepInputs(job.steps, 'task', /^PublishCodeCoverageResults@/)
              .summaryFileLocation,
          )?.replace('$(System.DefaultWorkingDirectory)/', ''),
        ]),
        environment: Object.fromEntries(
          Object.entries(texts(step?.env)).filter(
            ([name, value]) => value !== `$(${name})`,
          ),
        ),
        stopsAtFailure:
          first === 'set -e' && step?.continueOnError === undefined,
      };
    });
}

function fromCircle(text: string): ExtractedJob[] {
  const unescape = (value: string) => value.replace(/\\<</g, '<<');
  return Object.entries<Mapping>(parse(text).jobs).map(([id, job]) => {
    const step = asList(job.steps)
      .map(asMapping)
      .map(item => asMapping(item.run))
      .find(run => run.name === id);
    return {
      id,
      image: asText(asMapping(asList(job.docker)[0]).image) ?? '',
      folder: unescape(asText(step?.working_directory) ?? '.'),
      commands: lines(step?.command).map(unescape),
      ...cacheIn(
        {
          key: circleStep(job, 'save_cache').key,
          path: asList(circleStep(job, 'save_cache').paths)[0],
        },
        /checksum "(.*)"/,
      ),
      reports: xmlIn(
        asList(job.steps).map(item =>
          unescape(
            String(asMapping(asMapping(item).store_artifacts).path ?? ''),
          ),
        ),
      ),
      environment: Object.fromEntries(
        Object.entries(texts(job.environment)).map(([key, value]) => [
          key,
          unescape(value),
        ]),
      ),
      stopsAtFailure: job.shell === undefined || / -e/.test(String(job.shell)),
    };
  });
}

/** Reads the subset of declarative Groovy that is generated. */
function fromJenkins(text: string): ExtractedJob[] {
  const unescape = (value: string) =>
    value.replace(/\\(.)/g, (_, character) =>
      character === 'n' ? '\n' : character,
    );
  const string = `'((?:[^'\\\\]|\\\\.)*)'`;
  return text
    .split(/^ *stage\(/m)
    .slice(1)
    .flatMap(block => {
      const script = /sh '''((?:[^'\\]|\\.)*)'''/.exec(block);
      if (!script) {
        return [];
      }
      const field = (pattern: string) =>
        unescape(new RegExp(pattern).exec(block)?.[1] ?? '');
      const [first, ...commands] = lines(unescape(script[1]));
      const environment =
        /^ *environment \{\n([\s\S]*?)^ *\}/m.exec(block)?.[1] ?? '';
      return [
        {
          id: field(`^${string}`),
          image: field(`image ${string}`),
          folder: field(`dir\\(${string}`) || '.',
          commands,
          ...cacheIn({
            key: field(`cacheValidityDecidingFile: ${string}`) || undefined,
            path: field(`arbitraryFileCache\\(.*?\\bpath: ${string}`),
          }),
          reports: xmlIn([
            field(`junit testResults: ${string}`),
            field(`parser: 'COBERTURA', pattern: ${string}`),
          ]),
          environment: Object.fromEntries(
            [
              ...environment.matchAll(new RegExp(`(\\w+) = ${string}`, 'g')),
            ].map(([, name, value]) => [name, unescape(value)]),
          ),
          stopsAtFailure: first === 'set -e' && !block.includes('catchError'),
        },
      ];
    });
}

function fromTekton(text: string): ExtractedJob[] {
  return parseAllDocuments(text)
    .map(document => document.toJS())
    .filter(({ kind }) => kind === 'Task')
    .map(({ metadata, spec }) => {
      const [step] = spec.steps;
      const [shebang, first, ...script] = lines(step.script);
      return {
        id: metadata.name,
        image: step.image,
        ...splitFolder(script),
        reports: [],
        environment: Object.fromEntries(
          step.env
            .filter(
              ({ name, value }: Mapping) =>
                name !== 'HOME' && value !== undefined,
            )
            .map(({ name, value }: Mapping) => [name, value]),
        ),
        stopsAtFailure:
          shebang === '#!/bin/sh' &&
          first === 'set -e' &&
          step.onError === undefined,
      };
    });
}
