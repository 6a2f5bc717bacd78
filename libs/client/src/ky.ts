// The only file that imports ky: the CommonJS build takes the package's code into it, once.
export { default as ky, isHTTPError, type KyInstance } from 'ky';
