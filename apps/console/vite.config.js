import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { compressAssets } from '../../tools/compress-assets.mjs';
import { guideCode } from './scripts/guide-code.mjs';

const authority = process.env.AUTHORITY_URL ?? 'http://localhost:4000';
const outDir = fileURLToPath(new URL('dist', import.meta.url));

export default defineConfig({
  base: '/console/',
  plugins: [guideCode(), compressAssets(outDir)],
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
