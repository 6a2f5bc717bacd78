export { CREDENTIAL_NAMES, listCredentialPaths } from './credential-names.js';
export { pickLanguage } from './pick-language.js';
export { SERVER_STATUSES } from './server-statuses.js';
