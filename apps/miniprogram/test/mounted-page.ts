import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { createFakeWechat, PICTURE } from './fake-wechat.js';

/** A node of the rendered page, as miniprogram-simulate's `toJSON` gives it. */
export interface TreeNode {
  readonly tagName: string;
  readonly attrs: readonly { readonly name: string; readonly value: unknown }[];
  readonly children: readonly (TreeNode | string)[];
}
interface Rendered {
  readonly instance: {
    setData(changes: object): void;
    onLoad(query: object): void;
    onShow(): void;
    onHide(): void;
    onUnload(): void;
  };
  attach(parent: unknown): void;
  detach(): void;
  querySelector(selector: string): { dispatchEvent(name: string, options?: object): void } | undefined;
  toJSON(): TreeNode;
}
interface Simulate {
  load(path: string, options: object): string;
  render(id: string): Rendered;
}

/** A button of the page. */
export interface Button {
  readonly label: string;
  readonly openType?: unknown;
  readonly appParameter?: unknown;
}

/** The folder of the built mini program; the test of WeChat's compiler names another. */
const DIST = process.env.MINIPROGRAM_FOLDER ?? fileURLToPath(new URL('../dist', import.meta.url));
const require = createRequire(new URL('simulate/package.json', import.meta.url));
let componentId: string | undefined;

/** The page of the built mini program, loaded once a test file: miniprogram-simulate keeps it. */
function load(simulate: Simulate): string {
  if (componentId !== undefined) return componentId;
  // Away from the package, whose `"type": "module"` would make Node read the bundle as something else.
  const folder = mkdtempSync(join(tmpdir(), 'miniprogram-'));
  cpSync(DIST, folder, { recursive: true });
  componentId = simulate.load(join(folder, 'routes/explore'), { compiler: 'simulate', rootPath: folder });
  rmSync(folder, { recursive: true, force: true });
  return componentId;
}

/** Lets promises and the page's drawing settle. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await jest.advanceTimersByTimeAsync(0);
}

/** Puts the page on the screen, with a WeChat of its own around it. Needs jest's fake timers. */
export function mountPage() {
  const wechat = createFakeWechat();
  Object.assign(globalThis, { wx: wechat.wx });
  const simulate = require('miniprogram-simulate') as Simulate;
  // It fills up `wx` with mocks of its own: ours alone shall be there.
  const page = simulate.render(load(simulate));
  Object.assign(globalThis, { wx: wechat.wx });
  const { document } = globalThis as unknown as { document: { createElement(name: string): unknown } };
  page.attach(document.createElement('div'));

  const fire = async (selector: string, event: string, detail?: object) => {
    const element = page.querySelector(selector);
    if (element === undefined) throw new Error(`the page shows no ${selector}`);
    element.dispatchEvent(event, detail === undefined ? {} : { detail });
    await settle();
  };

  return {
    wechat,
    tree: () => page.toJSON(),
    title: () => textOf(find(page.toJSON(), 'title')[0]),
    text: () => textOf(find(page.toJSON(), 'text')[0]),
    notice: () => textOf(find(page.toJSON(), 'notice')[0]),
    shares: () => find(page.toJSON(), 'share').map(textOf),
    buttons: (): Button[] => find(page.toJSON(), 'action').map(readButton),
    /** The page is opened, cold or warm. */
    async open(query: object, scene = 1069) {
      wechat.setScene(scene);
      page.instance.onLoad(query);
      page.instance.onShow();
      await settle();
    },
    tap: (name: string) => fire(`.${name}`, 'tap'),
    /** The user taps the phone number button and then does something in WeChat's prompt. */
    answerPhone: (detail: object) => fire('.agree_with_phone', 'getphonenumber', detail),
    /** The user taps the row for a picture and chooses one, or breaks off. */
    chooseAvatar: (detail: object = { avatarUrl: PICTURE }) => fire('.choose', 'chooseavatar', detail),
    focusNickname: () => fire('.nickname', 'focus'),
    inputNickname: (value: string) => fire('.nickname', 'input', { value }),
    /** The user types a name and leaves the field, as by any tap elsewhere. */
    async typeNickname(value: string) {
      await fire('.nickname', 'input', { value });
      await fire('.nickname', 'blur', { value });
    },
    reviewNickname: (pass: boolean) => fire('.nickname', 'nicknamereview', { pass, timeout: false }),
    failLaunch: (errMsg: string) => fire('.launch_app', 'error', { errMsg }),
    launched: () => fire('.launch_app', 'launchapp', {}),
    async leave() {
      page.instance.onHide();
      await settle();
    },
    async comeBack() {
      page.instance.onShow();
      await settle();
    },
    unload() {
      page.instance.onUnload();
      page.detach();
    },
    settle,
    wait: (ms: number) => jest.advanceTimersByTimeAsync(ms),
  };
}

function readButton(node: TreeNode): Button {
  const value = (name: string) => node.attrs.find((attr) => attr.name === name)?.value;
  return {
    label: textOf(node),
    ...(value('open-type') !== undefined && { openType: value('open-type') }),
    ...(value('app-parameter') !== undefined && { appParameter: value('app-parameter') }),
  };
}

/** Every node with this class, in the order of the page. */
export function find(node: TreeNode, className: string): TreeNode[] {
  const value = node.attrs.find(({ name }) => name === 'class')?.value;
  const classes = typeof value === 'string' ? value.split(' ') : [];
  const below = node.children.flatMap((child) => (typeof child === 'string' ? [] : find(child, className)));
  return classes.includes(className) ? [node, ...below] : below;
}

function textOf(node: TreeNode | undefined): string {
  return (node?.children ?? []).map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
