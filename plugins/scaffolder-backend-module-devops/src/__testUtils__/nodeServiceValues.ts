/** Answers to the form of the template `node-service`. */
export const nodeServiceValues = {
  name: 'orders',
  description: 'Takes "orders": #1 of ${{ everything }}\n- and `more`',
  owner: 'group:default/shop',
  system: 'shop',
  coverageThreshold: 80,
  environments: ['development', 'staging', 'production'],
  availabilityPercent: 99.5,
  latencyMs: 300,
  errorBudgetGate: true,
  host: 'localhost:7080',
  group: 'shop',
  environmentUrl: 'http://localhost:7081/${environment}/${service}/',
};
