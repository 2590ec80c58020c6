#!/usr/bin/env node
// Runs the TypeScript sources as they stand, so that there is nothing to build after `npm ci`.
import { fileURLToPath } from 'node:url'
import { tsImport } from 'tsx/esm/api'

const { main } = await tsImport('../src/main.ts', {
  parentURL: import.meta.url,
  tsconfig: fileURLToPath(new URL('../../../tsconfig.base.json', import.meta.url)),
})
await main(process.argv)
