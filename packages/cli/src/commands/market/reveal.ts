import { formatModelId } from '@cotrain/sdk'
import { SingleBar } from 'cli-progress'
import { connectWithAccount } from '../../context.ts'
import { CliError } from '../../errors.ts'
import { formatTime, plural } from '../../format.ts'
import { drawWhenReady } from '../../market/draw.ts'
import { readSecret } from '../../market/secretFile.ts'
import { defaultSecret } from '../../market/types.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import type { Output } from '../../output.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { revealOptions } from '../../program/market.ts'
import type { Invocation } from '../../run.ts'

/** `cotrain market reveal`: shows the pieces of the test set that are due, after drawing them if need be. */
export default async function revealCommand({
  out,
  options,
}: Invocation<OptionsOf<typeof revealOptions>>): Promise<void> {
  const testSet = await readSecret(options.secret ?? defaultSecret)
  const { client } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'market')
  const { phaseName } = await client.getMarket({ model })
  if (phaseName === 'drawing') await drawWhenReady(client, out, options.rpc, model)
  else if (phaseName === 'open') {
    const { closesAt } = await client.getMarket({ model })
    throw new CliError(
      `The market is open until ${formatTime(Number(closesAt))}: the rest stays hidden until then.`,
    )
  }

  const bar = progressBar(out)
  const { pieces } = await client
    .revealPieces({ model, testSet, onProgress: ({ revealed, total }) => bar.update(revealed, total) })
    .finally(bar.stop)
  const market = await client.getMarket({ model })
  const document = { model: formatModelId(model), pieces, phase: market.phaseName }
  out.result(document, () => {
    const next = {
      open: `The market is open until ${formatTime(Number(market.closesAt))}: cotrain market join …`,
      settling: 'All is revealed. Next: cotrain market settle',
    }
    const after = next[market.phaseName as keyof typeof next]
    return [
      pieces.length === 0
        ? `There is nothing to reveal now: the market is ${market.phaseName}.`
        : `${plural(pieces.length, 'piece')} of the test set revealed: ${pieces.join(', ')}.`,
      ...(after === undefined ? [] : [after]),
    ].join('\n')
  })
}

function progressBar(out: Output) {
  let bar: SingleBar | undefined
  return {
    update: (done: number, total: number) => {
      if (!out.interactive) return
      if (bar === undefined) {
        bar = new SingleBar({ format: 'Revealing [{bar}] {value} of {total} pieces', clearOnComplete: true })
        bar.start(total, done)
      }
      bar.update(done)
    },
    stop: () => bar?.stop(),
  }
}
