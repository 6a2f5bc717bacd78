import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

const outDir = fileURLToPath(new URL('dist/page', import.meta.url));

/** Puts compressed copies beside each file: the server sends them as they are. */
const compress = {
  name: 'compress',
  apply: 'build',
  closeBundle() {
    const folder = join(outDir, 'assets');
    for (const name of readdirSync(folder).filter((file) => /\.(js|css)$/.test(file))) {
      const content = readFileSync(join(folder, name));
      writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
      writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
    }
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('page', import.meta.url)),
  plugins: [compress],
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
