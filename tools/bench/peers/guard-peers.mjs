export { default as autocannon } from 'autocannon';
export { Strategy } from 'passport-jwt';
