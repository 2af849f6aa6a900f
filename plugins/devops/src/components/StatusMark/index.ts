export { SloMark, StatusMark } from './StatusMark';
