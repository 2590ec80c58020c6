import { formatModelId, marketGas, mechanisms } from '@cotrain/sdk'
import { quantise, toModelFile } from '@cotrain/sdk/models'
import { type MarketProposal, proposeMarket } from '@cotrain/simulator/training'
import { formatEther } from 'viem'
import { getGasPrice } from 'viem/actions'
import { type Connection, connect } from '../../context.ts'
import { formatAmount, formatCount, formatPercent } from '../../format.ts'
import { readLessons } from '../../lessons.ts'
import { chooseMarket } from '../../market/chooseMarket.ts'
import type { MarketInvocation, MarketModel } from '../../market/types.ts'
import { aboutOf } from '../../modelFiles.ts'
import { columns } from '../../output.ts'
import { type OptionsOf, written } from '../../program/given.ts'
import type { proposeOptions } from '../../program/market.ts'
import { unitOf } from '../../program/units.ts'
import { describedEncoderFor } from '../../samples.ts'

type Options = OptionsOf<typeof proposeOptions>

const losses = ['errors', 'quadratic'] as const

/** `cotrain market propose`: works out from the sponsor's own samples what a market is to offer, and sends nothing. */
export default async function proposeCommand({
  out,
  options,
  args,
}: MarketInvocation<Options>): Promise<void> {
  const client = await connect(options)
  const model = await chooseMarket(client, args[0], options)
  const samples = await readLessons(client, model, options.data, options, out.log)
  const market = await client.getMarket({ model })
  const { maxSamples, fee } = market.options
  const features = samples.reduce((sum, { sample }) => sum + sample.length, 0) / samples.length
  const gas = marketGas.commit(1) + marketGas.reveal(maxSamples, features)
  const gasCost = (Number(await getGasPrice(client)) * gas + Number(fee)) / maxSamples / 1e18
  const labourCost = Number(options.labour) / 1e18
  const proposal = proposeMarket({
    model: await liveModel(client, model),
    samples,
    labourCost,
    gasCost,
    loss: options.loss === undefined ? undefined : losses[options.loss],
    bundleSamples: maxSamples,
    bundles: options.bundles,
  })
  const chosen = { ...proposal.options, loss: losses.indexOf(proposal.options.loss) }
  const commands = commandsFor(formatModelId(model), chosen, proposal.bounty, options)
  const document = { model: formatModelId(model), labour: options.labour, gasCost, ...proposal, commands }
  out.result(document, () =>
    [
      columns(rows(proposal, { labourCost, gasCost, samples: samples.length })),
      '',
      'To choose this, and to open the market:',
      ...commands.map(command => `  ${command}`),
    ].join('\n'),
  )
}

/** The model as it is now, in the integers of its contract. */
async function liveModel(client: Connection, model: MarketModel) {
  const encoder = await describedEncoderFor(client, model)
  const { twin } = await client.syncModel({ model })
  const file = toModelFile(
    twin.integers(model.modelId),
    aboutOf(model, encoder),
    'scales' in encoder ? encoder : undefined,
  )
  const { classifierOptions } = model
  const weightBits = 'weightBits' in classifierOptions ? classifierOptions.weightBits : undefined
  const { words } = quantise(file, { weightBits })
  return { classifier: model.classifier, options: classifierOptions, words }
}

type Costs = { labourCost: number; gasCost: number; samples: number }

function rows(proposal: MarketProposal, { labourCost, gasCost, samples }: Costs): string[][] {
  const { options, bounty, fallPerSample, uncertainty, wanted, horizon, curve, bundlePay, costPerPoint } =
    proposal
  const [first, last] = [curve[0]!, curve.at(-1)!]
  const ether = (value: number) => formatAmount(BigInt(Math.round(value * 1e18)))
  const small = (value: number) => value.toPrecision(2)
  return [
    ['a sample costs', `${ether(labourCost)} of labour, ${ether(gasCost)} of gas and fees`],
    [
      'and lowers',
      `the mean loss by ${small(fallPerSample)} ± ${small(uncertainty)} (mean of ${formatCount(wanted)} samples)`,
    ],
    ['value', `${formatAmount(options.value)} for a fall of the mean loss by 1`],
    [
      'stake',
      `${formatAmount(options.stake)} of a bundle of ${options.minSamples} to ${options.maxSamples} samples`,
    ],
    ['bounty', formatAmount(bounty)],
    [
      'test set',
      `${formatCount(options.testSamples)} of your ${formatCount(samples)} samples, judged by ${options.loss}`,
    ],
    [
      'an honest bundle',
      `is paid ${ether(bundlePay.mean)} on average (standard deviation ${ether(bundlePay.sd)}), and refused in ${formatPercent(bundlePay.refused)}`,
    ],
    [
      `${formatCount(horizon)} samples`,
      `bring accuracy from ${formatPercent(first.accuracy)} to ${formatPercent(last.accuracy)}, the mean loss from ${first.loss.toFixed(4)} to ${last.loss.toFixed(4)}`,
    ],
    ['a point of accuracy', costPerPoint === undefined ? 'none is gained' : `costs ${ether(costPerPoint)}`],
  ]
}

/** What to type to have it so. */
function commandsFor(
  id: string,
  chosen: Omit<MarketProposal['options'], 'loss'> & { loss: number },
  bounty: bigint,
  options: Options,
): string[] {
  const rows = mechanisms.market.options
  const flags = (Object.keys(chosen) as (keyof typeof chosen)[]).map(
    name => `${written(name)} ${unitOf(rows[name]).show(chosen[name])}`,
  )
  const secret = options.secret === undefined ? '' : ` --secret ${quoted(options.secret)}`
  return [
    `cotrain market options ${id} ${flags.join(' ')}`,
    `cotrain market open ${id} --test-set ${quoted(options.data)}${tableFlags(options)} --bounty ${formatEther(bounty)}${secret}`,
  ]
}

/** The flags that say how the table of samples is written, as they were given. */
function tableFlags(options: Options): string {
  const { text, label, features, delimiter, encoding, header, quotes } = options
  const named = Object.entries({ text, label, features, delimiter, encoding })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${written(name)} ${quoted(String(value))}`)
  const alone = [
    ...(header === undefined ? [] : [header ? '--header' : '--no-header']),
    ...(quotes ? [] : ['--no-quotes']),
  ]
  return [...named, ...alone].map(flag => ` ${flag}`).join('')
}

/** As a shell takes a word. */
function quoted(word: string): string {
  return /^[\w./:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
