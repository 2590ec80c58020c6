import { defineConfig } from 'vitest/config'
import { alias } from '../vitest.config.ts'

/** Tests of examples, which download what they need: `npm run test:examples`. */
export default defineConfig({
  resolve: { alias },
  test: {
    include: ['test/*.test.ts'],
    root: import.meta.dirname,
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
})
