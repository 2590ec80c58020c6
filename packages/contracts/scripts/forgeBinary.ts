import type { Binary } from '@cotrain/testing/runBinary'

const architecture = process.arch === 'x64' ? 'amd64' : process.arch

/** The native forge: the npm launcher of it ends with 0 even when tests fail. */
export const FORGE: Binary = {
  name: 'forge',
  path: `@foundry-rs/forge-${process.platform}-${architecture}/bin/forge`,
  site: 'getfoundry.sh',
}
