import { fileURLToPath } from 'node:url';
import { installPackages } from '../../../../tools/install-packages.mjs';

/**
 * Jest's `globalSetup`: installs the wrappers that the launchers are tested against. Not by the workspace's own install:
 * each would bring React Native, Expo or Cordova along as a peer, which `.npmrc` forbids here.
 */
export default function install() {
  installPackages(fileURLToPath(new URL('.', import.meta.url)));
}
