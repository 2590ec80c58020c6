import { countOf, formatModelId, testSetHashes } from '@cotrain/sdk'
import { createBar } from '../../bar.ts'
import { connectWithAccount } from '../../context.ts'
import { CliError } from '../../errors.ts'
import { formatCount, plural } from '../../format.ts'
import { chooseMarket } from '../../market/chooseMarket.ts'
import { checkPhase } from '../../market/phases.ts'
import { readSecret, secretName } from '../../market/secretFile.ts'
import { isOfLast } from '../../market/testSets.ts'
import type { MarketInvocation } from '../../market/types.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { publishOptions } from '../../program/market.ts'

type Options = OptionsOf<typeof publishOptions>

/** `cotrain market publish`: publishes the test set, page by page, or goes on where that was broken off. */
export default async function publishCommand({
  out,
  options,
  args,
}: MarketInvocation<Options>): Promise<void> {
  const { client, sender } = await connectWithAccount(options)
  const model = await chooseMarket(client, args[0], options)
  const market = await client.getMarket({ model })
  checkPhase(model, market, 'testing')
  const secret = options.secret ?? secretName(model, market.market)
  const testSet = await readSecret(secret)
  if (!isOfLast(await client.syncModel({ model }), testSetHashes(testSet, model.modelId))) {
    throw new CliError(`${secret} holds another test set than the one that the market was opened with.`, [
      'Nothing was sent. Name the file that `cotrain market open` wrote with --secret FILE.',
    ])
  }
  const bar = createBar(out, 'pages')
  sender.several(Number(market.pages - market.published))
  const onProgress = ({ published, total }: { published: number; total: number }) =>
    bar.update(published, total)
  const { hashes } = await client.publishTestSet({ model, testSet, onProgress }).finally(bar.stop)
  const samples = countOf(testSet)
  const id = formatModelId(model)
  const document = { model: id, pages: hashes.length, samples }
  out.result({ ...document, transactions: hashes }, () =>
    [
      `${plural(hashes.length, 'page')} published, with ${formatCount(samples)} test samples in all.`,
      `${plural(Number(market.revealed), 'bundle')} can be scored. Next: cotrain market settle ${id}`,
    ].join('\n'),
  )
}
