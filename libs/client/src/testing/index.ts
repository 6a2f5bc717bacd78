export { type StandInBinding } from './stand-in-logins.js';
export {
  startStandInAuthority,
  type AnswerStyle,
  type StandInAuthority,
  type StandInOptions,
  type StandInRequest,
} from './stand-in-authority.js';
