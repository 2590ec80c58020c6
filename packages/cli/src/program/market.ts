import type { Command } from 'commander'
import { defaultSecret } from '../market/types.ts'
import { parseEther, parseInteger } from '../parse.ts'
import { byDefault, needed, parsed, text } from './given.ts'
import { marketFlags } from './mechanisms.ts'
import {
  addCommand,
  contributed,
  fileArgument,
  fromFile,
  limits,
  lines,
  model,
  named,
  onModel,
  sampled,
  sender,
  textArgument,
  weightBits,
} from './options.ts'

export const createOptions = {
  ...fromFile,
  test: text('<file>', `the test set: ${lines}`),
  bounty: needed(parsed('<ether>', 'what improvements are paid from', parseEther)),
  pieces: byDefault(parsed('<n>', 'pieces that the test set is cut into', parseInteger(2, 64)), 10),
  secret: text(
    '<file>',
    `where test set and salts are kept until they are revealed (default: ${defaultSecret})`,
  ),
  ...named,
  weightBits,
  ...limits,
  ...marketFlags,
  ...sender,
}
export const revealOptions = {
  ...onModel,
  secret: text('<file>', `the file that \`create\` wrote (default: ${defaultSecret})`),
}
export const settleOptions = {
  ...onModel,
  steps: parsed('<n>', 'do no more than so many steps', parseInteger(1, 1_000_000)),
  gas: byDefault(parsed('<n>', 'gas that a step may take', parseInteger(1_000_000, 2 ** 32)), 14_000_000),
}

/** `cotrain market …`: one command for each thing that can be done with a prediction market. */
export function addMarket(program: Command): void {
  const market = program
    .command('market')
    .description('a bounty, shared by how much each contribution improves a hidden test set')
    .helpGroup('Prediction markets:')
    .configureHelp({ sortOptions: false })
    .addHelpText('after', story)
  addSponsor(market)
  addAnybody(market)
  addSettling(market)
}

const story = `
A market from beginning to end:
  $ cotrain market create model.json --test held-out.txt --bounty 1
  $ cotrain market reveal                         shows the drawn pieces: the market opens
  $ cotrain market join "a text" --label spam --account 1
  $ cotrain market reveal                         after it has closed: the rest of the test set
  $ cotrain market settle                         scores every contribution, in steps
  $ cotrain market claim --account 1`

function addSponsor(market: Command): void {
  addCommand(market, {
    group: 'Sponsor:',
    name: 'create',
    description: 'put a model under a market; commit bounty and hidden test set',
    takes: [fileArgument],
    options: createOptions,
    examples: [
      'cotrain market create model.json --test held-out.txt --bounty 1',
      'cotrain market create model.json --test held-out.txt --bounty 0.5 --open-time 2d --stake 0.001',
    ],
    load: () => import('../commands/market/create.ts'),
  })
  addCommand(market, {
    group: 'Sponsor:',
    name: 'reveal',
    description: 'show the pieces of the test set that are due',
    options: revealOptions,
    examples: ['cotrain market reveal', 'cotrain market reveal --model reviews --secret secret.json'],
    load: () => import('../commands/market/reveal.ts'),
  })
  addCommand(market, {
    group: 'Sponsor:',
    name: 'cancel',
    description: 'give up a market that has not opened in time',
    options: onModel,
    load: () => import('../commands/market/cancel.ts'),
  })
}

function addAnybody(market: Command): void {
  addCommand(market, {
    group: 'Anybody:',
    name: 'status',
    description: 'phases, contributions, and what each earned',
    options: onModel,
    examples: ['cotrain market status', 'cotrain market status --model reviews --json'],
    load: () => import('../commands/market/status.ts'),
  })
  addCommand(market, {
    group: 'Anybody:',
    name: 'join',
    description: 'contribute a sample, for the stake of the market',
    takes: [textArgument],
    options: { ...sampled, ...sender, ...contributed, model },
    examples: ['cotrain market join "great sound" --label positive --account 2'],
    load: () => import('../commands/market/join.ts'),
  })
  addCommand(market, {
    group: 'Anybody:',
    name: 'draw',
    description: 'draw the pieces that the sponsor must show',
    options: onModel,
    load: () => import('../commands/market/draw.ts'),
  })
}

function addSettling(market: Command): void {
  addCommand(market, {
    group: 'Anybody:',
    name: 'settle',
    description: 'go on with scoring, in steps',
    options: settleOptions,
    examples: ['cotrain market settle', 'cotrain market settle --steps 1'],
    load: () => import('../commands/market/settle.ts'),
  })
  addCommand(market, {
    group: 'Anybody:',
    name: 'claim',
    description: 'have what you earned; the sponsor, what is left',
    options: onModel,
    examples: ['cotrain market claim', 'cotrain market claim --account 2'],
    load: () => import('../commands/market/claim.ts'),
  })
}
