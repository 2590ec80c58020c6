// Runs Biome, the formatter and linter, with the arguments given.
import { runBinary } from '@cotrain/testing/runBinary'

runBinary({
  name: 'biome',
  path: `@biomejs/cli-${process.platform}-${process.arch}/biome`,
  site: 'biomejs.dev',
})
