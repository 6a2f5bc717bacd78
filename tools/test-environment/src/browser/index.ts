export { hasBrowser, launchBrowser } from './launch-browser.js';
export { waitUntilStill } from './wait-until-still.js';
