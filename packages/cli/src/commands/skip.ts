import { getBlock } from 'viem/actions'
import { chainClient } from '../chain/anvil.ts'
import { connect, type RpcOptions } from '../context.ts'
import { CliError } from '../errors.ts'
import { formatDuration, formatTime } from '../format.ts'
import type { Invocation } from '../run.ts'

/** `cotrain skip`: moves the clock of a local chain forward, and mines a block so that everybody sees it. */
export default async function skipCommand({
  out,
  options,
  args,
}: Invocation<RpcOptions, [number]>): Promise<void> {
  const node = await connect(options)
  const version = await node.request({ method: 'web3_clientVersion' })
  if (!version.toLowerCase().startsWith('anvil')) {
    throw new CliError('Only the clock of a local development chain (anvil) can be moved.', [
      `The node at ${options.rpc[0]} is ${version}.`,
    ])
  }
  const client = chainClient(options.rpc[0]!)
  const [seconds] = args
  await client.increaseTime({ seconds })
  await client.mine({ blocks: 1 })
  const time = Number((await getBlock(client)).timestamp)
  out.result(
    { seconds, time },
    () => `Skipped ${formatDuration(seconds)}: it is ${formatTime(time)} on the chain now.`,
  )
}
