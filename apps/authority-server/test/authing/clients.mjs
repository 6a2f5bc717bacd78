/* eslint-disable @nx/enforce-module-boundaries -- its packages are those of package.json beside it, outside the workspace */
export { AuthenticationClient } from 'authing-js-sdk';
export { default as jsonwebtoken } from 'jsonwebtoken';
