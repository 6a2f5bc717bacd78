export { AuthenticationClient } from 'authing-js-sdk';
export { default as jsonwebtoken } from 'jsonwebtoken';
