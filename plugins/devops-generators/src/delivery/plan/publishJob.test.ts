import { parse } from 'yaml';
import {
  createDeliveryPipeline,
  DELIVERY_PROVIDERS,
  DeliveryOptions,
  DeliveryProvider,
  emitDeliveryPipeline,
  fitDeliveryPipeline,
} from '..';
import { deliveryRequest, generate } from '../../generation';

const COMPONENT = {
  path: '.',
  language: 'go',
  version: null,
  packageManager: 'go',
  lockFile: 'go.sum',
  commands: {
    install: null,
    build: 'go build ./...',
    lint: null,
    test: null,
    coverage: null,
  },
  container: 'Dockerfile',
  deploy: [],
};

function plan(options: DeliveryOptions = {}) {
  return createDeliveryPipeline(
    { components: [COMPONENT] },
    { name: 'orders', registry: 'registry.example.com/acme', ...options },
  );
}

const text = (provider: DeliveryProvider, options?: DeliveryOptions) =>
  emitDeliveryPipeline(plan(options), provider)[0].content;

/** The gates of a pipeline on a system: jobs, or why it is left out. */
function gatesOn(provider: DeliveryProvider, options?: DeliveryOptions) {
  const { gates, notes } = fitDeliveryPipeline(plan(options), provider);
  const of = (name: string) => {
    const status = gates.find(({ gate }) => gate === name);
    return status?.reason ?? status?.jobs;
  };
  return {
    signing: of('signing'),
    provenance: of('provenance'),
    slsa: notes.find(note => note.startsWith('SLSA')),
  };
}

describe('published images', () => {
  it('are not published unless a registry is named', () => {
    for (const provider of DELIVERY_PROVIDERS) {
      expect(text(provider, { registry: undefined })).not.toContain(
        'docker push',
      );
    }
    expect(gatesOn('github', { registry: undefined })).toEqual({
      signing: 'no image is published: --set registry=ghcr.io/acme',
      provenance: 'no image is published: --set registry=ghcr.io/acme',
      slsa: undefined,
    });
    expect(() => plan({ registry: 'https://$(id)' })).toThrow(/registry/);
  });

  it('are scanned, pushed and from then on named by their digest', () => {
    const job = plan().jobs.find(({ publication }) => publication);
    const commands = job?.commands.join('\n') ?? '';
    expect(commands).toMatch(
      /docker build [\s\S]*--exit-code 1\n[\s\S]*--format cyclonedx[\s\S]*docker push registry\.example\.com\/acme\/orders:ci\n[\s\S]*RepoDigests/,
    );
    expect(job?.publication?.signing).toEqual([
      expect.stringMatching(/sign --yes "\$published"$/),
      expect.stringMatching(/attest .*image\.cdx\.json "\$published"$/),
    ]);
    expect(job?.cache).toBeUndefined();
    expect(job?.needs).toContain('secret-scan');
  });

  it('are signed and vouched for as far as the system can', () => {
    expect(gatesOn('github')).toEqual({
      signing: ['publish-image'],
      provenance: ['publish-image'],
      slsa: expect.stringMatching(/level 2: .*; not 3, because/),
    });
    for (const provider of ['gitlab', 'circleci'] as const) {
      expect(gatesOn(provider)).toEqual({
        signing: ['publish-image'],
        provenance: expect.stringMatching(/vouches for/),
        slsa: expect.stringMatching(/level 0: publish-image signs, but/),
      });
    }
    for (const provider of ['jenkins', 'azure', 'tekton'] as const) {
      expect(gatesOn(provider)).toEqual({
        signing: expect.stringMatching(/Sigstore|Chains/),
        provenance: expect.any(String),
        slsa: expect.stringMatching(/level 0: publish-image neither signs/),
      });
      expect(text(provider)).not.toContain('cosign');
    }
    expect(gatesOn('github', { skip: ['signing', 'provenance'] })).toEqual({
      signing: 'skipped on request',
      provenance: 'skipped on request',
      slsa: expect.stringMatching(/level 0/),
    });
  });

  it('leave gates that a system does not have out of the lock file', async () => {
    const gatesOf = async (provider: DeliveryProvider) => {
      const options = { registry: 'registry.example.com' };
      const { gates } = await generate(
        deliveryRequest([COMPONENT], provider, options),
      );
      return gates.filter(gate => ['signing', 'provenance'].includes(gate));
    };
    expect(await gatesOf('github')).toEqual(['signing', 'provenance']);
    expect(await gatesOf('gitlab')).toEqual(['signing']);
    expect(await gatesOf('tekton')).toEqual([]);
  });

  it('need rights that no other job has on GitHub', () => {
    const { jobs } = parse(text('github'));
    expect(jobs['publish-image']).toMatchObject({
      if: "github.event_name == 'push' && github.ref == 'refs/heads/main'",
      permissions: {
        contents: 'read',
        'id-token': 'write',
        attestations: 'write',
      },
    });
    expect(jobs['publish-image'].steps).toContainEqual({
      uses: expect.stringMatching(/^actions\/attest@[0-9a-f]{40}$/),
      with: {
        'subject-name': 'registry.example.com/acme/orders',
        'subject-digest': '${{ steps.published.outputs.digest }}',
      },
    });
    expect(jobs['build-image'].permissions).toEqual({ contents: 'read' });
    expect(jobs['ci-ok'].needs).not.toContain('publish-image');
  });

  it('are published from one branch only', () => {
    expect(parse(text('gitlab'))['publish-image']).toMatchObject({
      rules: [{ if: '$CI_COMMIT_BRANCH == "main"' }],
      id_tokens: { SIGSTORE_ID_TOKEN: { aud: 'sigstore' } },
    });
    expect(text('azure')).toMatch(
      /job: publish_image[\s\S]*?condition: and\(succeeded\(\), eq\(variables\['Build\.SourceBranch'\], 'refs\/heads\/main'\)/,
    );
    expect(parse(text('circleci')).workflows.delivery.jobs).toContainEqual({
      'publish-image': expect.objectContaining({
        context: 'registry',
        filters: { branches: { only: 'main' } },
      }),
    });
    expect(text('jenkins')).toMatch(
      /stage\('publish-image'\) \{\n *when \{[\s\S]*?branch 'main'/,
    );
  });
});
