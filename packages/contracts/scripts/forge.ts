// Runs forge, in packages/contracts, with the arguments given. Its exit code counts.
import { runBinary } from '../../../scripts/runBinary.ts'
import { FORGE } from './forgeBinary.ts'

runBinary(FORGE, new URL('../', import.meta.url))
