export { CREDENTIAL_NAMES, listCredentialPaths } from './credential-names.js';
export { pickLanguage, type Language } from './pick-language.js';
