import { fileURLToPath } from 'node:url';
import { installPackages } from '../../../../tools/install-packages.mjs';

/** Jest's `globalSetup`: installs what draws the page, 95 packages that only these tests need. */
export default function install() {
  installPackages(fileURLToPath(new URL('.', import.meta.url)));
}
