export { describeInBrowser, launchBrowser } from './describe-in-browser.js';
