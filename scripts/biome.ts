// Runs Biome, the formatter and linter, with the arguments given.
import { biome, runBinary } from '@cotrain/testing/runBinary'

runBinary(biome())
