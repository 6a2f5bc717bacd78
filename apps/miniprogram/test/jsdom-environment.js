import { TestEnvironment } from 'jest-environment-node';
import { JSDOM } from './simulate/jsdom.js';

const NAMES = [
  'document',
  'Event',
  'CustomEvent',
  'TouchEvent',
  'Node',
  'Element',
  'HTMLElement',
  'MutationObserver',
];

/**
 * Node with the part of a browser that miniprogram-simulate draws in. jsdom is loaded outside the sandbox: jest's own
 * loader cannot `require` the ES modules that it is made of.
 */
export default class JsdomEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true });
    Object.assign(this.global, { window }, Object.fromEntries(NAMES.map((name) => [name, window[name]])));
  }
}
