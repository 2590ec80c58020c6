import type { Command } from 'commander'
import { defaultSecret } from '../market/types.ts'
import { parseEther, parseInteger } from '../parse.ts'
import { run } from '../run.ts'
import { marketFlags } from './mechanisms.ts'
import {
  account,
  command,
  examples,
  fromFile,
  keystore,
  lines,
  model,
  rpc,
  sampled,
  timeout,
  weightBits,
} from './options.ts'

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
  const create = fromFile(
    command(market, 'Sponsor:', 'create', 'put a model under a market; commit bounty and hidden test set'),
  )
    .option('--test <file>', `the test set: ${lines}`)
    .requiredOption('--bounty <ether>', 'what improvements are paid from', parseEther)
    .option('--pieces <n>', 'pieces that the test set is cut into', parseInteger(2, 64), 10)
    .option(
      '--secret <file>',
      `where test set and salts are kept until they are revealed (default: ${defaultSecret})`,
    )
    .option('--name <text>', 'name of the model (default: the file’s)')
    .option('--description <text>', 'a sentence about the model (default: the file’s)')
    .addOption(weightBits())
  for (const flag of marketFlags()) create.addOption(flag)
  signed(create)
    .addHelpText(
      'after',
      examples(
        'cotrain market create model.json --test held-out.txt --bounty 1',
        'cotrain market create model.json --test held-out.txt --bounty 0.5 --open-time 2d --stake 0.001',
      ),
    )
    .action(run(() => import('../commands/market/create.ts')))

  signed(
    command(market, 'Sponsor:', 'reveal', 'show the pieces of the test set that are due').addOption(model()),
  )
    .option('--secret <file>', `the file that \`create\` wrote (default: ${defaultSecret})`)
    .addHelpText(
      'after',
      examples('cotrain market reveal', 'cotrain market reveal --model reviews --secret secret.json'),
    )
    .action(run(() => import('../commands/market/reveal.ts')))

  signed(
    command(market, 'Sponsor:', 'cancel', 'give up a market that has not opened in time').addOption(model()),
  ).action(run(() => import('../commands/market/cancel.ts')))
}

function addAnybody(market: Command): void {
  signed(
    command(market, 'Anybody:', 'status', 'phases, contributions, and what each earned').addOption(model()),
  )
    .addHelpText('after', examples('cotrain market status', 'cotrain market status --model reviews --json'))
    .action(run(() => import('../commands/market/status.ts')))

  signed(sampled(command(market, 'Anybody:', 'join', 'contribute a sample, for the stake of the market')))
    .option('--file <samples>', `contribute every line of a file, in batches: ${lines}`)
    .option('--label <class>', 'the class: its name, or its number')
    .addOption(model())
    .addHelpText('after', examples('cotrain market join "great sound" --label positive --account 2'))
    .action(run(() => import('../commands/market/join.ts')))

  signed(
    command(market, 'Anybody:', 'draw', 'draw the pieces that the sponsor must show').addOption(model()),
  ).action(run(() => import('../commands/market/draw.ts')))

  signed(command(market, 'Anybody:', 'settle', 'go on with scoring, in steps').addOption(model()))
    .option('--steps <n>', 'do no more than so many steps', parseInteger(1, 1_000_000))
    .option('--gas <n>', 'gas that a step may take', parseInteger(1_000_000, 2 ** 32), 14_000_000)
    .addHelpText('after', examples('cotrain market settle', 'cotrain market settle --steps 1'))
    .action(run(() => import('../commands/market/settle.ts')))

  signed(
    command(market, 'Anybody:', 'claim', 'have what you earned; the sponsor, what is left').addOption(
      model(),
    ),
  )
    .addHelpText('after', examples('cotrain market claim', 'cotrain market claim --account 2'))
    .action(run(() => import('../commands/market/claim.ts')))
}

/** The options by which a command knows the chain and who signs. */
function signed(target: Command): Command {
  return target.addOption(rpc()).addOption(account()).addOption(keystore()).addOption(timeout())
}
