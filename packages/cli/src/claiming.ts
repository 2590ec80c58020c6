import { type Claim, formatModelId } from '@cotrain/sdk'
import { type Connection, connectWithAccount } from './context.ts'
import { formatAmount, formatTime, plural } from './format.ts'
import { chooseModelUnder } from './modelUnder.ts'
import type { OptionsOf } from './program/given.ts'
import type { claimOptions } from './program/teach.ts'
import type { Invocation } from './run.ts'
import { checkWhich } from './which.ts'

export type ClaimOptions = OptionsOf<typeof claimOptions>

type Paid = { index: number; amount: bigint; remaining?: bigint }

/** What `refund` and `take` share: one claim by its index, or all that the account can send now. */
export async function claimCommand(
  action: 'refund' | 'take',
  { out, options }: Invocation<ClaimOptions>,
): Promise<void> {
  checkWhich(options)
  const { client, account } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'deposits')
  const claims = options.all ? await client.listClaims({ model }) : []
  const paid =
    options.index === undefined
      ? await claimMany(client, model, action, claims)
      : [await claimOne(client, model, action, BigInt(options.index))]
  const total = paid.reduce((sum, { amount }) => sum + amount, 0n)
  out.result({ model: formatModelId(model), account: account.address, claims: paid, total }, () =>
    paid.length === 0 ? nothing(action, claims) : describe(action, paid, total),
  )
}

type Model = Parameters<Connection['refund']>[0]['model']

async function claimOne(
  client: Connection,
  model: Model,
  action: 'refund' | 'take',
  index: bigint,
): Promise<Paid> {
  if (action === 'refund') {
    const { amount } = await client.refundSync({ model, index })
    return { index: Number(index), amount }
  }
  const { amount, remaining } = await client.takeSync({ model, index })
  return { index: Number(index), amount, remaining }
}

async function claimMany(
  client: Connection,
  model: Model,
  action: 'refund' | 'take',
  claims: readonly Claim[],
): Promise<Paid[]> {
  const wanted = claims.filter(claim => claim.action === action)
  const { refunded, taken } = await client.claimAllSync({ model, claims: wanted })
  return [
    ...refunded.map(({ index, amount }) => ({ index: Number(index), amount })),
    ...taken.map(({ index, amount, remaining }) => ({ index: Number(index), amount, remaining })),
  ]
}

function describe(action: 'refund' | 'take', paid: readonly Paid[], total: bigint): string {
  const lines = paid.map(({ index, amount, remaining }) => {
    const rest = remaining ? `, ${formatAmount(remaining)} is left in it` : ''
    return `  contribution ${index}: ${formatAmount(amount)}${rest}`
  })
  const done = action === 'refund' ? 'refunded' : 'taken from'
  return [`${plural(paid.length, 'contribution')} ${done}: ${formatAmount(total)} in all.`, ...lines].join(
    '\n',
  )
}

/** Why there is nothing, and when there may be. */
function nothing(action: 'refund' | 'take', claims: readonly Claim[]): string {
  const mine = claims.filter(
    ({ own, availableAt }) => own === (action === 'refund') && availableAt !== undefined,
  )
  const next = mine.reduce<bigint | undefined>(
    (least, { availableAt }) => (least === undefined || (availableAt ?? least) < least ? availableAt : least),
    undefined,
  )
  const when = next === undefined ? '' : ` The next claim may open at ${formatTime(Number(next))}.`
  return `There is nothing to ${action} now.${when}`
}
