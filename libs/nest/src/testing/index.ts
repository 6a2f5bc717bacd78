export { App2WxappTestingModule } from './app2wxapp-testing.module.js';
export { TestAuthenticator } from './test-authenticator.js';
