export { MemorySessionStore } from './memory-session-store.js';
export { MemoryStore } from './memory-store.js';
export { startStandInAuthority, type StandInAuthority, type StandInOptions } from './stand-in-authority.js';
export { type AnswerStyle, type StandInRequest } from './stand-in-routes.js';
export { type StandInBinding } from './stand-in-rules.js';
