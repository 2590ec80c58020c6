import { CotrainError } from '../errors/base.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { CotrainClient } from './internal/client.ts'
import { readTrainer } from './internal/readTrainer.ts'

export type PriceParameters = { model: ModelReference }
/** Wei. */
export type PriceReturnType = bigint

/**
 * What a contribution must stake in the block that is being made now, in wei; in a market, what a bundle pays, stake and
 * fee. Under *Deposit, Refund, Take* it is `depositWeight * 3600 / ⌊√seconds since the last contribution⌋`: it falls with
 * time and rises when somebody contributes.
 *
 * @throws UnknownModelError, ModelIncompleteError
 *
 * @example
 * const deposit = await price(client, { model: parseModelId('deposits:0') })
 */
export async function price(client: CotrainClient, { model }: PriceParameters): Promise<PriceReturnType> {
  const call = { model, functionName: 'price', args: [model.modelId] } as const
  try {
    // A quiet local chain has an old latest block.
    return await readTrainer(client, { ...call, blockTag: 'pending' })
  } catch (error) {
    const isKnown = !(error instanceof CotrainError) || error.name !== 'CotrainError'
    if (isKnown) throw error
    // Some nodes know no pending block.
    return readTrainer(client, call)
  }
}
