// The only file that imports ky, loaded by load-library.ts: the CommonJS build takes the package's code into it, once.
export { default as ky, isHTTPError } from 'ky';
