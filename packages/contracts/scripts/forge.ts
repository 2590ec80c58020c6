// Runs forge, in packages/contracts, with the arguments given. Its exit code counts, so it is the native binary: the
// npm launcher of forge ends with 0 even when tests fail.
import { runBinary } from '../../../scripts/runBinary.ts'

const architecture = process.arch === 'x64' ? 'amd64' : process.arch

runBinary(
  {
    name: 'forge',
    path: `@foundry-rs/forge-${process.platform}-${architecture}/bin/forge`,
    site: 'getfoundry.sh',
  },
  new URL('../', import.meta.url),
)
