import { tierOfEnvironmentName } from './tiers';

describe('tierOfEnvironmentName', () => {
  it.each([
    ['production', 'production'],
    ['PROD-eu', 'production'],
    ['live', 'production'],
    ['pre-prod', 'staging'],
    ['Staging', 'staging'],
    ['qa-2', 'testing'],
    ['review/feature', 'development'],
    ['moon', 'other'],
    ['', 'other'],
  ])('reads %s as %s', (name, tier) => {
    expect(tierOfEnvironmentName(name)).toBe(tier);
  });
});
