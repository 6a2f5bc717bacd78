import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { compressAssets } from '../../tools/compress-assets.mjs';
import { findRepositoryUrl, findSourceLines } from './source-lines.mjs';

const outDir = fileURLToPath(new URL('dist/page', import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL('page', import.meta.url)),
  plugins: [compressAssets(outDir)],
  define: {
    __SOURCE_LINES__: JSON.stringify(findSourceLines()),
    __REPOSITORY__: JSON.stringify(findRepositoryUrl()),
  },
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy of the page allows files of its own only.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
