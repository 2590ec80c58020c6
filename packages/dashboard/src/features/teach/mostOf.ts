import { isModelUnder, type ReadyModel } from '../model/readyModel.ts'

/**
 * The most that a contribution of `price` wei now can cost when it is in a block, after others: that much may be sent, and
 * what is not needed comes back.
 */
export function mostOf(model: ReadyModel, price: bigint | undefined): bigint | undefined {
  const { modelId } = model.reference
  if (price === undefined) return undefined
  if (isModelUnder(model, 'bonded')) return model.twin.price(modelId, model.synced.time)
  if (!isModelUnder(model, 'deposits')) return price
  const { lastContribution } = model.twin.incentive(modelId)
  return model.twin.price(modelId, lastContribution)
}
