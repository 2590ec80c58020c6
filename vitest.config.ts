import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The sources stand for their packages, as in tsconfig.base.json. */
export const alias = [
  { find: /^@cotrain\/cli\/(.+)$/, replacement: source('./packages/cli/src/$1/index.ts') },
  { find: /^@cotrain\/encoders$/, replacement: source('./packages/encoders/src/index.ts') },
  { find: /^@cotrain\/encoders\/(.+)$/, replacement: source('./packages/encoders/src/$1/index.ts') },
  { find: /^@cotrain\/sdk$/, replacement: source('./packages/sdk/src/index.ts') },
  { find: /^@cotrain\/sdk\/(.+)$/, replacement: source('./packages/sdk/src/$1/index.ts') },
  { find: /^@cotrain\/simulator$/, replacement: source('./packages/simulator/src/index.ts') },
  { find: /^@cotrain\/simulator\/(.+)$/, replacement: source('./packages/simulator/src/$1/index.ts') },
  { find: /^@cotrain\/testing\/(.+)$/, replacement: source('./packages/testing/src/$1.ts') },
]

type Options = { folder?: string; globalSetup?: string[] }

const project = (
  name: string,
  testTimeout: number,
  { folder = `packages/${name}`, globalSetup = [] }: Options = {},
) => ({
  resolve: { alias },
  test: {
    name,
    root: source(`./${folder}`),
    include: ['**/*.test.ts'],
    globalSetup,
    testTimeout,
    hookTimeout: 120_000,
    // slow machines, shared by many, are no failure
    expect: { poll: { timeout: 30_000 } },
  },
})

export default defineConfig({
  test: {
    // tests wait for chains and browsers more than they calculate
    maxWorkers: availableParallelism(),
    projects: [
      project('sdk', 60_000),
      // its tests run what users run
      project('cli', 120_000, { globalSetup: [source('./packages/cli/test/build.ts')] }),
      project('encoders', 120_000),
      project('simulator', 120_000),
      project('scripts', 120_000, { folder: 'scripts' }),
      project('dashboard', 180_000, { globalSetup: [source('./packages/dashboard/test/build.ts')] }),
    ],
  },
})
