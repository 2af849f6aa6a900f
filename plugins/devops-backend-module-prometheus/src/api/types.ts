/** Labels of a series; `__name__` is the name of the metric. */
export type Labels = Record<string, string>;

/** Unix time in seconds, and a number as text: `NaN` and `+Inf` are possible. */
export type Sample = [number, string];

export type InstantSample = { metric: Labels; value: Sample };

export type MatrixSeries = { metric: Labels; values: Sample[] };

export type RuleGroup = {
  name: string;
  rules: Array<{
    name: string;
    query: string;
    type: 'recording' | 'alerting';
    health?: string;
    lastError?: string;
    labels?: Labels;
  }>;
};
