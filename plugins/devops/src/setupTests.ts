import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Extensions load their components lazily, which takes a while on a cold cache.
// Whether each ancestor is hidden is costly to find out in tables of many rows.
configure({ asyncUtilTimeout: 20_000, defaultHidden: true });
jest.setTimeout(120_000);

// jsdom lays nothing out, so there is nothing to observe.
global.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

// Nothing is laid out, so the sheets tell a test nothing; to match all rules of
// Material UI against every element asked about took a third of the time.
window.getComputedStyle = element =>
  (element as HTMLElement).style ?? document.documentElement.style;
