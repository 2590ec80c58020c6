import { Command } from 'commander'
import { addBonded } from './program/bonded.ts'
import { addChain } from './program/chain.ts'
import { addMake } from './program/make.ts'
import { addMarket } from './program/market.ts'
import { addOperate } from './program/operate.ts'
import { addPoints } from './program/points.ts'
import { addServe } from './program/serve.ts'
import { addSimulate } from './program/simulate.ts'
import { addTeach } from './program/teach.ts'
import { addTrain } from './program/train.ts'
import { addTransactions } from './program/transactions.ts'
import { addUse } from './program/use.ts'

/**
 * The command line: what there is to say, and where each command is. Commands are loaded when they are called.
 *
 * @param complain Takes what is said of wrong usage
 */
export function createProgram(version: string, complain: (text: string) => void): Command {
  const program = new Command('cotrain')
    .configureOutput({ writeErr: complain })
    .description('Models in smart contracts: anyone trains them, anyone uses them, for free.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this, or with a command its own help')
    .helpCommand(false)
    .configureHelp({ sortOptions: false })
    .showHelpAfterError('(cotrain --help says what there is)')
    .exitOverride()
    .addHelpText('after', introduction)
  addChain(program)
  addUse(program)
  addTeach(program)
  addPoints(program)
  addMarket(program)
  addBonded(program)
  addOperate(program)
  addTransactions(program)
  addMake(program)
  addTrain(program)
  addSimulate(program)
  addServe(program)
  return program
}

const introduction = `
Start here:
  $ cotrain up                                    a local chain with three models, and a dashboard
  $ cotrain predict "click here to get your money"
  $ cotrain contribute "click here to get your money" --label spam
  $ cotrain skip 1d && cotrain refund --all       a day later the deposit comes back
  $ cotrain predict --model penguins --numbers "39.1, 18.7, 181, 3750"

Every command takes --json: one document on stdout, messages on stderr, exit code 0 only on success.
A model is named by its id (deposits:0) or its name; not at all if there is only one, or on a local
chain if the first is meant.
Accounts: --account N (local chains), --keystore FILE, or the key in COTRAIN_PRIVATE_KEY.`
