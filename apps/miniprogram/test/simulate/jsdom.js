export { JSDOM } from 'jsdom';
