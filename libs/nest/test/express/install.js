import { fileURLToPath } from 'node:url';
import { installPackages } from '../../../../tools/install-packages.mjs';

/** Jest's `globalSetup` of the long run: installs Express, which only these tests need. */
export default function install() {
  installPackages(fileURLToPath(new URL('.', import.meta.url)));
}
