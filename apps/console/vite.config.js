import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

const authority = process.env.AUTHORITY_URL ?? 'http://localhost:4000';
const outDir = fileURLToPath(new URL('dist', import.meta.url));

/** Puts a compressed copy beside each file: the authority sends it as it is. */
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
  base: '/console/',
  plugins: [compress],
  oxc: { jsx: { runtime: 'automatic' } },
  // The authority puts a nonce here for each answer; see its policy.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // React's marks for servers that render mean nothing here.
      onLog: (level, log, report) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && report(level, log),
    },
  },
  server: { port: 4200, strictPort: true, proxy: { '/admin': authority } },
});
