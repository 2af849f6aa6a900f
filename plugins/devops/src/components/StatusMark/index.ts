export {
  GateMark,
  InboxMark,
  PipelineMark,
  SloMark,
  SourceMark,
  StatusMark,
} from './StatusMark';
