export { createConsentFlow, type ConsentFlow, type ConsentFlowOptions } from './consent-flow.js';
export {
  type AuthorityAnswer,
  type AuthorityRequest,
  type AvatarUpload,
  type ConsentPort,
} from './consent-port.js';
export { type AvatarDetail } from './avatar-answer.js';
export {
  type ConsentProblem,
  type ConsentState,
  type LaunchProblem,
  type PhoneNotice,
  type PhoneWish,
  type WayBack,
} from './consent-state.js';
export { type EnterOptions } from './launch-context.js';
export { type PhoneDetail } from './phone-answer.js';
export { type ConsentProfile } from './shared-by-user.js';
export { consentTexts, pickConsentLanguage, type ConsentTexts } from './consent-texts.js';
export {
  describeConsent,
  type ConsentAction,
  type ConsentActionType,
  type ConsentView,
} from './consent-view.js';
