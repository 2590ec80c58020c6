import { claimAll, claimAllSync } from '../actions/claimAll.ts'
import { contribute, contributeSync } from '../actions/contribute.ts'
import { batchPrice, contributeBatch, contributeBatchSync } from '../actions/contributeBatch.ts'
import { createModel, createModelSync } from '../actions/createModel.ts'
import { deployModel } from '../actions/deployModel.ts'
import { deployTrainer } from '../actions/deployTrainer.ts'
import { getContribution } from '../actions/getContribution.ts'
import { getEncoder } from '../actions/getEncoder.ts'
import { getModel } from '../actions/getModel.ts'
import type { CotrainClient } from '../actions/internal/client.ts'
import { listClaims } from '../actions/listClaims.ts'
import { listContributions } from '../actions/listContributions.ts'
import { listModels } from '../actions/listModels.ts'
import { predict } from '../actions/predict.ts'
import { predictBatch } from '../actions/predictBatch.ts'
import { price } from '../actions/price.ts'
import { publishEncoder, publishEncoderSync } from '../actions/publishEncoder.ts'
import { refund, refundSync } from '../actions/refund.ts'
import { score } from '../actions/score.ts'
import { syncModel } from '../actions/syncModel.ts'
import { take, takeSync } from '../actions/take.ts'
import { transferOwnership, transferOwnershipSync } from '../actions/transferOwnership.ts'
import { uploadParameters, uploadParametersSync } from '../actions/uploadParameters.ts'
import { watchModel } from '../actions/watchModel.ts'

const actions = {
  deployTrainer,
  createModel,
  createModelSync,
  uploadParameters,
  uploadParametersSync,
  publishEncoder,
  publishEncoderSync,
  transferOwnership,
  transferOwnershipSync,
  deployModel,
  getModel,
  listModels,
  getEncoder,
  contribute,
  contributeSync,
  contributeBatch,
  contributeBatchSync,
  batchPrice,
  predict,
  predictBatch,
  score,
  price,
  getContribution,
  refund,
  refundSync,
  take,
  takeSync,
  claimAll,
  claimAllSync,
  syncModel,
  watchModel,
  listContributions,
  listClaims,
}

type Bound<action> = action extends (client: CotrainClient, ...args: infer args) => infer result
  ? (...args: args) => result
  : never

/** All actions, without their first parameter: the client. */
export type CotrainActions = { [name in keyof typeof actions]: Bound<(typeof actions)[name]> }

/**
 * Gives a client all actions of this SDK as methods.
 *
 * @example
 * const client = createWalletClient({ account, chain: foundry, transport: http() }).extend(cotrainActions())
 * const label = await client.predict({ model, sample })
 */
export function cotrainActions(): (client: CotrainClient) => CotrainActions {
  return client => {
    const bound = Object.entries(actions).map(([name, action]) => [
      name,
      (action as Action).bind(undefined, client),
    ])
    return Object.fromEntries(bound) as CotrainActions
  }
}

type Action = (client: CotrainClient, ...args: unknown[]) => unknown
