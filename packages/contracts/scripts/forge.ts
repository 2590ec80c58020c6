// Runs forge, in packages/contracts, with the arguments given. Its exit code counts.
import { runBinary } from '@cotrain/testing/runBinary'
import { FORGE } from './forgeBinary.ts'

runBinary(FORGE, new URL('../', import.meta.url))
