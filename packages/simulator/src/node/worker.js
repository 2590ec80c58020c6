// Runs in each thread of the pool, from the TypeScript sources as they stand.
import { fileURLToPath } from 'node:url'
import { tsImport } from 'tsx/esm/api'

const { runTask } = await tsImport('./runTask.ts', {
  parentURL: import.meta.url,
  tsconfig: fileURLToPath(new URL('../../../../tsconfig.base.json', import.meta.url)),
})

export default runTask
