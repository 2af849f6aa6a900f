export { detectComponents } from './detectComponents';
export type {
  ComponentCommands,
  DetectedComponent,
  DetectedField,
  Detection,
  DetectionAlternative,
  DetectionEvidence,
  DetectionProblem,
} from './types';
export { isIgnoredFolder } from './repository/ignored';
