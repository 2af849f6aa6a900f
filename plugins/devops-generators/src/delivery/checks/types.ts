import { DeliveryProvider } from '../emitters/types';

/**
 * The verdict of one rule about one pipeline.
 *
 * @public
 */
export interface RuleVerdict {
  /** For example `GHA-01`. */
  id: string;
  /** What the rule asks for, in one sentence. */
  title: string;
  status: 'passed' | 'failed' | 'waived' | 'not-applicable';
  /** Why it was waived, or does not apply. */
  reason?: string;
  /** What to do when it is broken. */
  remedy: string;
  /** The audit that it comes from. */
  audit: string;
  problems: Array<{ message: string; line: number }>;
}

/**
 * The verdicts about one file.
 *
 * @public
 */
export interface PipelineCheck {
  file: string;
  provider: DeliveryProvider;
  rules: RuleVerdict[];
}
