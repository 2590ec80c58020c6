import { type Command, InvalidArgumentError } from 'commander'
import { parseDuration, parseEther, parseInteger, parseLimit } from '../parse.ts'
import { byDefault, flag, needed, optionalArgument, parsed, text } from './given.ts'
import { marketFlags } from './mechanisms.ts'
import { addCommand, lines, node, sender, signer, table } from './options.ts'

const modelArgument = optionalArgument('model', 'id or name of the model', String)

/** How market commands that only read know chain, account and market. */
export const aboutMarket = { model: text('<id>', 'the same'), ...node, ...signer }
/** The same of those that send. */
export const onMarket = { ...aboutMarket, ...sender }

const samples = (what: string) => text('<file>', `${what}: ${lines}; or a table, whose columns are named`)
const secret = text(
  '<file>',
  'where the test set is kept until it is published (default: cotrain-test-set-….secret.json)',
)

export const openOptions = {
  ...onMarket,
  testSet: samples('samples that training never saw'),
  bounty: needed(parsed('<ether>', 'what bundles are paid from', parseEther)),
  secret,
  ...table,
}
export const optionsOptions = { ...onMarket, ...marketFlags }
export const proposeOptions = {
  ...aboutMarket,
  data: needed(samples('your own samples with right labels, none of which the model has learned')),
  labour: byDefault(parsed('<ether>', 'what labelling a sample is worth', parseLimit), 2n * 10n ** 14n),
  bundles: parsed('<n>', 'how many bundles you want (default: 10)', parseInteger(1, 10_000)),
  loss: marketFlags.loss,
  secret,
  ...table,
}
export const commitOptions = {
  ...onMarket,
  data: samples('what you contribute'),
  bundle: text(
    '<file>',
    'where the bundle is kept until it is revealed (default: cotrain-bundle-….secret.json)',
  ),
  maxPrice: parsed('<ether>', 'the most to pay in stakes and fees, in all; else nothing is sent', parseLimit),
  ...table,
}
export const revealOptions = {
  ...onMarket,
  bundle: parsed(
    '<file...>',
    'files that `commit` wrote, or folders of them (default: this folder)',
    (path: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), path],
  ),
}
export const publishOptions = { ...onMarket, secret }
const gas = byDefault(parsed('<n>', 'gas that a step may take', parseInteger(1_000_000, 2 ** 24)), 10_000_000)
export const settleOptions = {
  ...onMarket,
  steps: parsed('<n>', 'do no more than so many steps', parseInteger(1, 1_000_000)),
  gas,
}
export const claimOptions = { ...onMarket, all: flag('have everybody paid, who each get what is theirs') }
export const keepOptions = {
  ...onMarket,
  secret: text('<file>', 'publish the test set in it, when it is due'),
  once: flag('do what can be done now, and end'),
  interval: byDefault(parsed('<duration>', 'how often to look', parseInterval), 30),
  gas,
}

/** @throws InvalidArgumentError for what is no time between two looks */
function parseInterval(text: string): number {
  const seconds = parseDuration(text)
  if (seconds > 0) return seconds
  throw new InvalidArgumentError('Give 1s or more.')
}

/** `cotrain market …`: one command for each thing that can be done with a prediction market. */
export function addMarket(program: Command): void {
  const market = program
    .command('market')
    .description('a bounty for what bundles of samples improve, on a hidden test set')
    .helpGroup('Prediction markets:')
    .helpCommand(false)
    .configureHelp({ sortOptions: false })
    .addHelpText('after', story)
  addSponsor(market)
  addEnds(market)
  addContributor(market)
  addAnybody(market)
}

const story = `
A market from beginning to end, of a model that was deployed with --mechanism market:
  $ cotrain market propose reviews --data mine.txt     what to offer, by your own samples
  $ cotrain market open reviews --test-set mine.txt --bounty 1
  $ cotrain market commit reviews --data theirs.txt --account 1
  $ cotrain market reveal reviews --account 1          when committing is over
  $ cotrain market publish reviews                     when revealing is over: the test set
  $ cotrain market settle reviews                      scores every bundle, in steps
  $ cotrain market claim reviews --account 1`

function addSponsor(market: Command): void {
  const group = 'Sponsor:'
  addCommand(market, {
    group,
    name: 'propose',
    description: 'work out what to offer from your own samples',
    takes: [modelArgument],
    options: proposeOptions,
    examples: [
      'cotrain market propose reviews --data mine.txt',
      'cotrain market propose reviews --data mine.csv --text review --label mood --labour 0.0005',
    ],
    load: () => import('../commands/market/propose.ts'),
  })
  addCommand(market, {
    group,
    name: 'options',
    description: 'say what the next market is like, or change it while none runs',
    takes: [modelArgument],
    options: optionsOptions,
    examples: [
      'cotrain market options reviews',
      'cotrain market options reviews --value 2 --stake 0.05 --commit-time 3d',
    ],
    load: () => import('../commands/market/options.ts'),
  })
  addCommand(market, {
    group,
    name: 'open',
    description: 'open a market for a bounty, with a test set that stays hidden',
    takes: [modelArgument],
    options: openOptions,
    examples: [
      'cotrain market open reviews --test-set mine.txt --bounty 1',
      'cotrain market open reviews --test-set mine.csv --text review --label mood --bounty 0.5 --secret secret.json',
    ],
    load: () => import('../commands/market/open.ts'),
  })
}

function addEnds(market: Command): void {
  const group = 'Sponsor:'
  addCommand(market, {
    group,
    name: 'publish',
    description: 'publish the test set, when bundles are revealed',
    takes: [modelArgument],
    options: publishOptions,
    examples: ['cotrain market publish reviews', 'cotrain market publish reviews --secret secret.json'],
    load: () => import('../commands/market/publish.ts'),
  })
  addCommand(market, {
    group,
    name: 'cancel',
    description: 'give up a market while bundles are committed',
    takes: [modelArgument],
    options: onMarket,
    examples: ['cotrain market cancel reviews'],
    load: () => import('../commands/market/cancel.ts'),
  })
}

function addContributor(market: Command): void {
  const group = 'Contributors:'
  addCommand(market, {
    group,
    name: 'commit',
    description: 'make bundles of samples, and commit them for stake and fee each',
    takes: [modelArgument],
    options: commitOptions,
    examples: [
      'cotrain market commit reviews --data samples.txt --account 2',
      'cotrain market commit reviews --data reviews.csv --text review --label mood --max-price 0.3',
    ],
    load: () => import('../commands/market/commit.ts'),
  })
  addCommand(market, {
    group,
    name: 'reveal',
    description: 'show what you have committed, or lose stake and fee',
    takes: [modelArgument],
    options: revealOptions,
    examples: [
      'cotrain market reveal reviews --account 2',
      'cotrain market reveal reviews --bundle first.json second.json',
    ],
    load: () => import('../commands/market/reveal.ts'),
  })
  addCommand(market, {
    group,
    name: 'claim',
    description: 'have what your bundles came to',
    takes: [modelArgument],
    options: claimOptions,
    examples: ['cotrain market claim reviews --account 2', 'cotrain market claim reviews --all'],
    load: () => import('../commands/market/claim.ts'),
  })
}

function addAnybody(market: Command): void {
  const group = 'Anybody:'
  addCommand(market, {
    group,
    name: 'status',
    description: 'phases, bundles, and what each came to',
    takes: [modelArgument],
    options: aboutMarket,
    examples: ['cotrain market status', 'cotrain market status reviews --json'],
    load: () => import('../commands/market/status.ts'),
  })
  addCommand(market, {
    group,
    name: 'settle',
    description: 'go on with scoring, in steps, for the fees',
    takes: [modelArgument],
    options: settleOptions,
    examples: ['cotrain market settle reviews', 'cotrain market settle reviews --steps 1'],
    load: () => import('../commands/market/settle.ts'),
  })
  addCommand(market, {
    group,
    name: 'close',
    description: 'end a market whose test set is missing, or to which nobody revealed a bundle',
    takes: [modelArgument],
    options: onMarket,
    examples: ['cotrain market close reviews'],
    load: () => import('../commands/market/close.ts'),
  })
  addCommand(market, {
    group,
    name: 'keep',
    description: 'watch one market or all: publish, settle, close and pay as it becomes possible',
    takes: [modelArgument],
    options: keepOptions,
    examples: ['cotrain market keep', 'cotrain market keep reviews --secret secret.json --once'],
    load: () => import('../commands/market/keep.ts'),
  })
}
