import { delimiter, join } from 'node:path';
import { runCommands } from './follow-guide.js';
import { npm } from './npm.js';
import type { OutsideFolder } from './outside-folder.js';

/** An app of a wrapper whose page has commands that work on one. npm and a folder are enough for it. */
interface WrapperApp {
  /** The wrapper itself, and the least Node that its command runs on. */
  readonly packages: readonly string[];
  readonly node: number;
  readonly files: Readonly<Record<string, string | object>>;
  /** Adds a platform, whose native project the page's commands change. */
  readonly create?: string;
  /** A file that the page's commands leave, and the plugin that is named in it. */
  readonly result: readonly [file: string, plugin: string];
}

/** By the name of the page. */
export const WRAPPER_APPS = new Map<string, WrapperApp>([
  [
    'capacitor',
    {
      packages: ['@capacitor/cli@8.5.2', '@capacitor/core@8.5.2', '@capacitor/android@8.5.2'],
      node: 22,
      files: {
        'capacitor.config.json': { appId: 'com.example.app', appName: 'An app', webDir: 'www' },
        'www/index.html': '<html></html>',
      },
      create: 'npx cap add android',
      result: ['android/app/capacitor.build.gradle', "project(':capgo-capacitor-wechat')"],
    },
  ],
  [
    'cordova',
    {
      packages: ['cordova@13.0.0'],
      node: 20,
      files: {
        'config.xml':
          '<widget id="com.example.app" version="1.0.0" xmlns="http://www.w3.org/ns/widgets"><name>An app</name></widget>',
        'www/index.html': '<html></html>',
      },
      result: ['plugins/fetch.json', 'cordova-plugin-wechat'],
    },
  ],
]);

/** Newer than the one that runs the tests, where a wrapper's command needs it. Its package brings the program by a script. */
const NEWER_NODE = 'node@22.23.3';

/** Creates the app in a folder. @returns runs commands there as a person does who has installed the wrapper's command */
export async function createWrapperApp(
  folder: OutsideFolder,
  { packages, node, files, create }: WrapperApp,
): Promise<(commands: string) => Promise<unknown>> {
  for (const [file, content] of Object.entries({ 'package.json': { private: true }, ...files })) {
    folder.write(file, content);
  }
  const isOld = Number.parseInt(process.versions.node, 10) < node;
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  await npm(folder.path, 'install', ...quiet, ...packages, ...(isOld ? [NEWER_NODE] : []));
  if (isOld) await npm(folder.path, 'rebuild', '--ignore-scripts=false', 'node');
  const bin = join(folder.path, 'node_modules/.bin');
  const settings = {
    PATH: [bin, process.env.PATH].join(delimiter),
    // An app has its platform already: React Native as a peer would be hundreds of megabytes.
    npm_config_legacy_peer_deps: 'true',
  };
  const run = (commands: string) => runCommands(commands, folder.path, settings);
  if (create !== undefined) await run(create);
  return run;
}
