import { fileURLToPath } from 'node:url';
import { installPackages } from '../../../tools/install-packages.mjs';

/** Jest's `globalSetup`: installs the registry and the package linters. */
export default function install() {
  installPackages(fileURLToPath(new URL('.', import.meta.url)));
}
