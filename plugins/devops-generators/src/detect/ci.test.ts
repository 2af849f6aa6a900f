import { detectOne, detect } from './__testUtils__/detect';

jest.setTimeout(60_000);

describe('readCi', () => {
  it('reads the versions of a matrix whatever their name', async () => {
    const { version, alternatives } = await detectOne({
      'package.json': { main: 'a.js' },
      '.github/workflows/a.yml':
        'jobs:\n  test:\n    strategy:\n      matrix:\n        node: [20.x, 22]\n        include:\n          - node: 24\n    steps:\n      - uses: actions/setup-node@v5\n        with:\n          node-version: ${{ matrix.node }}\n',
    });
    expect(version).toBe('20');
    expect(alternatives).toEqual(
      ['22', '24'].map(value => ({ field: 'version', value })),
    );
  });

  it('knows what checks modules of Terraform', async () => {
    const { components } = await detect({
      '.github/workflows/a.yml':
        'jobs:\n  check:\n    strategy:\n      matrix:\n        folder: [network]\n    steps:\n      - run: |\n          cd ${{ matrix.folder }}\n          terraform init\n          terraform validate\n      - run: terraform fmt -recursive -check\n        working-directory: network\n',
      'network/main.tf': '',
    });
    expect(components[0]).toMatchObject({
      commands: {
        test: 'terraform validate',
        lint: 'terraform fmt -check -recursive',
      },
      confidence: { test: 0.7, lint: 0.9 },
    });
  });
});
