export { pickLanguage, type Language } from './pick-language.js';
