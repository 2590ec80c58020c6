import { formatModelId } from '@cotrain/sdk'
import { connectWithAccount } from '../../context.ts'
import { drawWhenReady } from '../../market/draw.ts'
import type { MarketOptions } from '../../market/types.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import type { Invocation } from '../../run.ts'

/** `cotrain market draw`: draws the pieces of the test set that the sponsor must show; anybody may. */
export default async function drawCommand({ out, options }: Invocation<MarketOptions>): Promise<void> {
  const { client } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'market')
  const pieces = await drawWhenReady(client, out, options.rpc, model)
  out.result(
    { model: formatModelId(model), pieces },
    () => `Drawn: the sponsor must show ${pieces.length === 1 ? 'piece' : 'pieces'} ${pieces.join(', ')}.`,
  )
}
