// Pipelines really run in these tests.
jest.setTimeout(60_000);
