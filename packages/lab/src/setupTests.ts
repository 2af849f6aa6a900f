// Pipelines really run in these tests.
jest.setTimeout(180_000);
