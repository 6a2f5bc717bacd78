export { ApiSessionToken } from './api-session-token.decorator.js';
export { ApiTicketLogin, type TicketLoginDocs } from './api-ticket-login.decorator.js';
