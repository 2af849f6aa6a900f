import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Extensions load their components lazily, which takes a while on a cold cache.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);

// jsdom lays nothing out, so there is nothing to observe.
global.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
