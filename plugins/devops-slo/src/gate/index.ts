export * from './model';
export {
  DEFAULT_GATE_POLICY,
  GATE_DECISIONS,
  gatePolicy,
  strictest,
} from './policy';
export { decideGate } from './decideGate';
