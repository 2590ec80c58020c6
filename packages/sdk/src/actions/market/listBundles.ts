import type { Address, Hex } from 'viem'
import { bundleStatusNames } from '../../errors/market.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import type { MarketOptions } from '../../kinds/types.ts'
import { assertUnder } from '../../kinds/under.ts'
import type { CotrainClient } from '../internal/client.ts'
import type { TrainerEvent } from '../internal/getEvents.ts'
import { contributionAt } from '../internal/history.ts'
import { type SyncedModel, syncModel } from '../syncModel.ts'

/** What has become of a bundle so far. */
export type BundleStatusName = (typeof bundleStatusNames)[number]

/** A bundle, with all that is known of it. */
export type BundleRecord = {
  /** Its number in the model; they go on from market to market. */
  bundle: bigint
  /** Which market of the model it is of, from 0 on. */
  market: number
  contributor: Address
  commitment: Hex
  /** `closed`: nothing is left to be paid, or it was not revealed in time. */
  status: BundleStatusName
  /** What it has paid, stake and fee, in wei. */
  price: bigint
  /** When revealed: which of the revealed bundles of its market it is, its salt and its samples. */
  number: bigint | undefined
  salt: Hex | undefined
  samples: readonly { index: bigint; label: number; sample: Hex }[]
  /** Where it stands in the order of scoring, once that is drawn. */
  position: number | undefined
  /**
   * When scored: whether the model keeps it, the losses with it over so many test samples (each over one half, in units
   * of 2^-16), and what its contributor can claim or has claimed, in wei.
   */
  score: { kept: boolean; tested: number; payLoss: bigint; keepLoss: bigint; amount: bigint } | undefined
  /** What of that is more than the stake, in wei; below 0 for a loss. */
  pay: bigint | undefined
  /** What was claimed, in wei. */
  claimed: bigint | undefined
}

export type ListBundlesParameters = {
  model: ModelReference<'market'>
  /** Of this market only, from 0 on. @default of all */
  market?: number | undefined
  /** The model's history, if it is at hand. @default synced now */
  synced?: SyncedModel<'market'> | undefined
}
export type ListBundlesReturnType = BundleRecord[]

/**
 * Lists the bundles of a model's markets, oldest first.
 *
 * @throws WrongMechanismError, and as `syncModel`
 *
 * @example
 * const revealed = (await listBundles(client, { model })).filter(({ status }) => status === 'revealed')
 */
export async function listBundles(
  client: CotrainClient,
  { model, market, synced }: ListBundlesParameters,
): Promise<ListBundlesReturnType> {
  assertUnder(model, 'market')
  const bundles = bundlesOf(synced ?? (await syncModel(client, { model })))
  return market === undefined ? bundles : bundles.filter(each => each.market === market)
}

/** What events have told of markets. */
type Told = { market: number; options: MarketOptions | undefined; bundles: BundleRecord[] }

/** All bundles of a history. */
export function bundlesOf(synced: SyncedModel<'market'>): BundleRecord[] {
  const { twin, model, events } = synced
  const told: Told = { market: -1, options: undefined, bundles: [] }
  for (const event of events) tell(told, event, synced)
  return told.bundles.map(each => ({
    ...each,
    status: bundleStatusNames[twin.bundle(model.modelId, each.bundle).status]!,
  }))
}

function tell(told: Told, { eventName, args }: TrainerEvent, synced: SyncedModel<'market'>): void {
  const { bundles, options } = told
  const change = (bundle: bigint, changes: Partial<BundleRecord>) => {
    bundles[Number(bundle)] = { ...bundles[Number(bundle)]!, ...changes }
  }
  switch (eventName) {
    case 'MarketOptionsSet':
      told.options = args.options
      return
    case 'MarketOpened':
      told.market++
      return
    case 'BundleCommitted': {
      const { bundle, contributor, commitment } = args
      const price = options!.stake + options!.fee
      bundles.push({ ...unknown, bundle, market: told.market, contributor, commitment, price })
      return
    }
    case 'BundleRevealed': {
      const { bundle, number, salt } = args
      change(bundle, { number, salt, samples: samplesOf(synced, args) })
      return
    }
    case 'SettlementOpened':
      placeAll(told, args)
      return
    case 'BundleSettled': {
      const { bundle, kept, tested, payLoss, keepLoss, amount } = args
      const score = { kept, tested: Number(tested), payLoss, keepLoss, amount }
      change(bundle, { score, pay: amount - options!.stake })
      return
    }
    case 'Claimed':
      change(args.bundle, { claimed: args.amount })
  }
}

const unknown = {
  status: 'committed',
  number: undefined,
  salt: undefined,
  samples: [],
  position: undefined,
  score: undefined,
  pay: undefined,
  claimed: undefined,
} as const

function samplesOf(
  { contributions }: SyncedModel<'market'>,
  { first, count }: { first: bigint; count: bigint },
): BundleRecord['samples'] {
  return Array.from({ length: Number(count) }, (_, i) => {
    const { index, label, sample } = contributionAt(contributions, first + BigInt(i))!
    return { index, label, sample }
  })
}

/** The places in the order of scoring: number (multiplier * position + offset) mod revealed is at `position`. */
function placeAll(
  { bundles, market }: Told,
  { multiplier, offset }: { multiplier: bigint; offset: bigint },
): void {
  const revealed = bundles.filter(each => each.market === market && each.number !== undefined)
  for (let position = 0; position < revealed.length; position++) {
    const number = (multiplier * BigInt(position) + offset) % BigInt(revealed.length)
    const found = revealed.find(each => each.number === number)!
    bundles[Number(found.bundle)] = { ...found, position }
  }
}
