import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * What the built page may load: its own files, and any node that the visitor chooses. A page that asks for deposits
 * should not run anybody else's scripts. (Mantine writes its theme into style elements.)
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: https:",
  'connect-src http: https: ws: wss:',
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const security: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy } },
  ],
}

/** Where `cotrain up` serves what it knows of the local chain; the development server asks there. */
const cotrainUp = process.env.COTRAIN_DASHBOARD ?? 'http://127.0.0.1:8546'

/** Paths are relative and routes live behind `#`, so that any folder of any web server can hold the built page. */
export default defineConfig({
  root: source('.'),
  base: './',
  plugins: [react(), security],
  resolve: {
    // The sources stand for their packages, as in tsconfig.base.json.
    alias: [
      { find: /^@cotrain\/encoders$/, replacement: source('../encoders/src/index.ts') },
      { find: /^@cotrain\/encoders\/(.+)$/, replacement: source('../encoders/src/$1/index.ts') },
      { find: /^@cotrain\/sdk$/, replacement: source('../sdk/src/index.ts') },
      { find: /^@cotrain\/sdk\/(.+)$/, replacement: source('../sdk/src/$1/index.ts') },
      { find: /^@cotrain\/simulator$/, replacement: source('../simulator/src/index.ts') },
      { find: /^@cotrain\/simulator\/(.+)$/, replacement: source('../simulator/src/$1/index.ts') },
    ],
  },
  server: { proxy: { '/local.json': cotrainUp, '/held-out': cotrainUp } },
  preview: { proxy: {} },
  worker: { format: 'es' },
  // whose code is in the page, and under which terms, is served with it
  build: { target: 'es2022', chunkSizeWarningLimit: 1500, license: { fileName: 'licenses.md' } },
})
