import { type Connection, connect, type RpcOptions } from '../../context.ts'
import { formatAmount, formatDuration, shortAddress } from '../../format.ts'
import { columns } from '../../output.ts'
import type { Invocation } from '../../run.ts'
import { forgetPlace, type InFlight, recall } from '../../sending/inFlight.ts'
import { type Outcome, outcomeOf } from '../../sending/outcome.ts'

/** `cotrain tx list`: what was sent from here, and what has become of it; what is over is listed once. */
export default async function listCommand({ out, options }: Invocation<RpcOptions>): Promise<void> {
  const client = await connect(options)
  const known = recall({ chainId: client.chain.id }, out.log)
  known.sort((a, b) => a.account.localeCompare(b.account) || a.nonce - b.nonce)
  const rows = await Promise.all(known.map(async each => ({ each, outcome: await stateOf(client, each) })))
  out.result(rows.map(describe), () => {
    if (rows.length === 0) return 'Nothing that was sent from here is under way.'
    const header = ['TRANSACTION', 'ACCOUNT', 'NONCE', 'DOES', 'SENDS', 'AGE', 'STATE'].map(out.colors.bold)
    return [
      columns([header, ...rows.map(row)], [2]),
      ...(rows.some(({ outcome }) => isOpen(outcome))
        ? ['', 'Follow, hurry, give up: cotrain wait HASH, cotrain tx speed-up HASH, cotrain tx cancel HASH']
        : []),
    ].join('\n')
  })
}

type Row = { each: InFlight; outcome: Outcome }

async function stateOf(client: Connection, known: InFlight): Promise<Outcome> {
  const outcome = await outcomeOf(client, known)
  if (!isOpen(outcome)) forgetPlace(known.hash)
  return outcome
}

const isOpen = ({ state }: Outcome) => state === 'pending' || state === 'unknown'

const words: Record<Outcome['state'], string> = {
  done: 'mined',
  reverted: 'mined, reverted',
  cancelled: 'given up',
  replaced: 'replaced by another one',
  pending: 'waits',
  unknown: 'not known to the node',
}

const does = ({ does = 'contribute', cancels }: InFlight) => (cancels ? 'give up' : does)

function describe({ each, outcome }: Row) {
  const { hash, account, nonce, request, sentAt, replaces = [] } = each
  const { state } = outcome
  const minedAs = 'hash' in outcome ? outcome.hash : null
  const { value = null, maxFeePerGas = null, maxPriorityFeePerGas = null, gasPrice = null } = request ?? {}
  const fees = { maxFeePerGas, maxPriorityFeePerGas, gasPrice }
  const about = { transaction: hash, account, nonce, does: does(each), value, ...fees }
  return {
    ...about,
    replaces,
    sentAt: sentAt === undefined ? null : Math.floor(sentAt / 1000),
    state,
    minedAs,
  }
}

function row({ each, outcome }: Row): string[] {
  const { hash, account, nonce, request, sentAt, cancels } = each
  const value = request === undefined || cancels ? '' : formatAmount(BigInt(request.value))
  const age = sentAt === undefined ? '' : formatDuration((Date.now() - sentAt) / 1000)
  return [hash, shortAddress(account), `${nonce}`, does(each), value, age, words[outcome.state]]
}
