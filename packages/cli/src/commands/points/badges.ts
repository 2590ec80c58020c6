import type { ListBadgesReturnType } from '@cotrain/sdk'
import { connectWithAccount } from '../../context.ts'
import { formatCount, plural } from '../../format.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import { columns } from '../../output.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { badgesOptions } from '../../program/points.ts'
import type { Invocation } from '../../run.ts'

type Options = OptionsOf<typeof badgesOptions>
type Badge = ListBadgesReturnType[number]

/** `cotrain badges`: the account's badges with a model and how far the others are; with --claim, mints those earned. */
export default async function badgesCommand({ out, options }: Invocation<Options>): Promise<void> {
  const { client, account } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'points')
  const before = await client.listBadges({ model })
  const claimable = options.claim ? before.filter(({ status }) => status === 'claimable') : []
  if (claimable.length > 0) await client.deployBadges()
  for (const { badge, month } of claimable) {
    await client.claimBadgeSync({ model, badge, ...(month === undefined ? {} : { month }) })
  }
  const badges = claimable.length === 0 ? before : await client.listBadges({ model })
  const document = { account: account.address, claimed: claimable.length, badges: badges.map(describe) }
  out.result(document, () => {
    const header = ['BADGE', 'FOR', 'STATE'].map(out.colors.bold)
    const say = claimable.length === 0 ? [] : [`${plural(claimable.length, 'badge')} claimed.`, '']
    return [...say, columns([header, ...badges.map(row)])].join('\n')
  })
}

function describe({ badge, title, description, month, has, needed, status, tokenId }: Badge) {
  return {
    badge,
    title,
    description,
    month: month === undefined ? null : Number(month),
    has: Number(has),
    needed: Number(needed),
    status,
    tokenId: status === 'claimed' ? tokenId : null,
  }
}

function row({ title, description, has, needed, status }: Badge): string[] {
  const state = {
    claimed: 'yours',
    claimable: 'earned: cotrain badges --claim',
    locked: `${formatCount(has)} of ${formatCount(needed)}`,
  }
  return [title, description, state[status]]
}
