export { default as express } from 'express';
export { auth } from 'express-oauth2-jwt-bearer';
export * as openid from 'openid-client';
