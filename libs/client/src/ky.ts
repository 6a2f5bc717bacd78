// The only file that imports ky, loaded by load-library.ts: the CommonJS build bundles the package into this file,
// once.
export { default as ky, isHTTPError } from 'ky';
