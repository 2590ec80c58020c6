import { type AnySample, contentOf, type ModelReference } from '@cotrain/sdk'
import type { Address } from 'viem'
import { useConnection } from 'wagmi'
import { placeOf } from '../model/places.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { useJournal } from '../transactions/journal/journal.ts'
import { isUnderWay } from '../transactions/journal/transaction.ts'

/** What a lesson says to a model, and who teaches it: the same one is not sent twice at once. */
export const onceOf = (
  chainId: number,
  model: ModelReference,
  account: Address,
  lesson: { sample: AnySample; label: number },
) => `teach:${placeOf(chainId, model, account)}:${contentOf(lesson)}`

/** The account's lessons for a model that are under way, and whether this one is among them. */
export function useUnderWay(
  { reference }: ReadyModel,
  { sample, label }: { sample: AnySample | undefined; label: number | undefined },
) {
  const { chain } = useNetwork()
  const { address } = useConnection()
  const all = useJournal()
  if (!address) return { underWay: [], isUnderWay: false }
  const place = `teach:${placeOf(chain.id, reference, address)}:`
  const underWay = all.filter(each => isUnderWay(each) && each.once?.startsWith(place))
  const once = sample && label !== undefined && onceOf(chain.id, reference, address, { sample, label })
  return { underWay, isUnderWay: underWay.some(each => each.once === once) }
}
