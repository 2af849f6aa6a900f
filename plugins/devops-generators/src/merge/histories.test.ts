import fc from 'fast-check';
import {
  createDeliveryPipeline,
  DeliveryProvider,
  emitDeliveryPipeline,
} from '../delivery';
import { apply, commentOf } from './__testUtils__/applyEdits';
import {
  asAnotherItem,
  histories,
  contradict,
  tear,
  unordered,
} from './__testUtils__/histories';
import { mergeFile } from '.';

jest.setTimeout(300_000);

const PROVIDERS: DeliveryProvider[] = [
  'github',
  'gitlab',
  'azure',
  'circleci',
  'tekton',
];

const pipeline = createDeliveryPipeline(
  {
    components: [
      {
        path: '.',
        language: 'go',
        version: '1.22',
        packageManager: 'go',
        commands: {
          install: 'go mod download',
          build: 'go build ./...',
          test: 'go test ./...',
          lint: 'golangci-lint run',
          coverage: null,
        },
        container: null,
        deploy: [],
      },
    ],
  },
  {
    name: 'orders',
    environments: ['staging', 'production'],
    environmentUrl: 'https://${environment}.example.com',
    deploy: 'sh deploy.sh "$ENVIRONMENT"',
    secrets: ['DEPLOY_TOKEN'],
  },
);

const MARKERS = /^(?:<{7}|\|{7}|={7}|>{7})/m;

describe('generated histories', () => {
  it.each(PROVIDERS)(
    'of a pipeline for %s keep the edits of the team and of the template',
    provider => {
      const [{ path, content: base }] = emitDeliveryPipeline(
        pipeline,
        provider,
      );
      fc.assert(
        fc.property(histories(base), history => {
          const { contradictions, content } = mergeFile(path, {
            base,
            team: apply(base, history.team),
            template: apply(base, history.template),
          });
          expect(content).not.toMatch(MARKERS);

          const notes = history.team.filter(({ kind }) => kind === 'comment');
          for (const note of notes) {
            const gone = history.template.some(edit => contradict(edit, note));
            expect(gone || content.includes(commentOf(note))).toBe(true);
          }

          const changes = history.team.filter(edit => !notes.includes(edit));
          const contradicting = history.template.filter(
            edit =>
              edit.kind !== 'comment' &&
              changes.some(other => contradict(edit, other)),
          );
          const torn = history.template.some(edit =>
            changes.some(other => tear(edit, other)),
          );
          const reported = contradictions.length > 0;
          expect(torn || reported === contradicting.length > 0).toBe(true);

          const kept = history.template.flatMap(edit => {
            if (edit.kind === 'comment') {
              return [];
            }
            return contradicting.includes(edit)
              ? asAnotherItem(edit, changes)
              : [edit];
          });
          // Whatever is reported as torn apart is for people to decide.
          const expected =
            torn && reported
              ? content
              : apply(base, [...history.team, ...kept]);
          expect(unordered(content)).toEqual(unordered(expected));
        }),
        { numRuns: Number(process.env.HISTORIES ?? 60) },
      );
    },
  );
});
