import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Paths are relative and routes live behind `#`, so that any folder of any web server can hold the built page. */
export default defineConfig({
  root: source('.'),
  base: './',
  plugins: [react()],
  resolve: {
    // The SDK's sources stand for its package, as in tsconfig.base.json.
    alias: [
      { find: /^@cotrain\/sdk$/, replacement: source('../sdk/src/index.ts') },
      { find: /^@cotrain\/sdk\/(.+)$/, replacement: source('../sdk/src/$1/index.ts') },
    ],
  },
  build: { target: 'es2022', chunkSizeWarningLimit: 1500 },
})
