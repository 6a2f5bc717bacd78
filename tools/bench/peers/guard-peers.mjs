/* eslint-disable @nx/enforce-module-boundaries -- its packages are those of peers/package.json, outside the workspace */
export { default as autocannon } from 'autocannon';
export { Strategy } from 'passport-jwt';
