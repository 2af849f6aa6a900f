export {
  GateMark,
  InboxMark,
  SloMark,
  SourceMark,
  StatusMark,
} from './StatusMark';
