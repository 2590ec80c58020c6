import type { AnySample } from '@cotrain/sdk'
import { isModelUnder, type ReadyModel } from '../model/readyModel.ts'
import { useNow } from '../network/useNow.ts'

/** What a contribution costs at this second, in wei, from the twin; undefined until the chain's time is known. */
export function usePrice(
  model: ReadyModel,
  { sample, label }: { sample?: AnySample | undefined; label?: number | undefined } = {},
): bigint | undefined {
  const now = useNow()
  if (now === undefined) return undefined
  const { modelId } = model.reference
  if (isModelUnder(model, 'bonded')) {
    if (sample === undefined || label === undefined) return undefined
    return model.twin.priceOf(modelId, label, sample as never)
  }
  if (!isModelUnder(model, 'deposits')) return model.twin.price(modelId, BigInt(now))
  const { lastContribution } = model.twin.incentive(modelId)
  const time = BigInt(now) > lastContribution ? BigInt(now) : lastContribution
  return model.twin.price(modelId, time)
}
