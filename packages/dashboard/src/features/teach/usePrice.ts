import type { ReadyModel } from '../model/readyModel.ts'
import { useNow } from '../network/useNow.ts'

/** What a contribution costs at this second, in wei, from the twin; undefined until the chain's time is known. */
export function usePrice({ twin, reference }: ReadyModel): bigint | undefined {
  const now = useNow()
  if (now === undefined) return undefined
  const { lastContribution } = twin.incentive(reference.modelId)
  const time = BigInt(now) > lastContribution ? BigInt(now) : lastContribution
  return twin.price(reference.modelId, time)
}
