export { InboxMark, SloMark, SourceMark, StatusMark } from './StatusMark';
