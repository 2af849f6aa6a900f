/** What the action has done, whichever way it made the pipeline. */
export interface PipelineOutcome {
  files: string[];
  kept: string[];
  gates: Array<{ id: string; job?: string; status: 'included' | 'waived' }>;
  rules: Array<{
    id: string;
    title: string;
    status: 'passed' | 'failed' | 'waived' | 'not-applicable';
    problems: string[];
  }>;
}
