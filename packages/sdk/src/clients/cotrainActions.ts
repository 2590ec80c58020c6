import type { Account, Chain, Client, Hash, Transport } from 'viem'
import { addClass, addClassSync } from '../actions/addClass.ts'
import { bondedActions } from '../actions/bonded/actions.ts'
import { checkCode } from '../actions/checkCode.ts'
import { checkSnapshot } from '../actions/checkSnapshot.ts'
import { claimAll, claimAllSync, planClaimAll } from '../actions/claimAll.ts'
import {
  type ContributeParameters,
  type ContributeSyncReturnType,
  contribute,
  contributeSync,
} from '../actions/contribute.ts'
import {
  batchPrice,
  type ContributeBatchParameters,
  type ContributeBatchSyncReturnType,
  contributeBatch,
  contributeBatchSync,
} from '../actions/contributeBatch.ts'
import {
  type CreateModelParameters,
  type CreateModelSyncReturnType,
  createModel,
  createModelSync,
} from '../actions/createModel.ts'
import {
  type DeployModelParameters,
  type DeployModelReturnType,
  deployModel,
} from '../actions/deployModel.ts'
import { deployTrainer } from '../actions/deployTrainer.ts'
import { type DepositRange, type DepositRangeParameters, depositRange } from '../actions/depositRange.ts'
import { distances } from '../actions/distances.ts'
import {
  type EstimateDeploymentParameters,
  type EstimateDeploymentReturnType,
  estimateDeployment,
} from '../actions/estimateDeployment.ts'
import { explainRevert } from '../actions/explainRevert.ts'
import { getContribution } from '../actions/getContribution.ts'
import { getDataset } from '../actions/getDataset.ts'
import { getEncoder } from '../actions/getEncoder.ts'
import { getLog } from '../actions/getLog.ts'
import { type GetModelParameters, type GetModelReturnType, getModel } from '../actions/getModel.ts'
import { getTransactionStatus } from '../actions/getTransactionStatus.ts'
import type { CotrainClient, WriteParameters } from '../actions/internal/client.ts'
import { useStorage } from '../actions/internal/kept.ts'
import { waitForReceipt } from '../actions/internal/waitForReceipt.ts'
import { listClaims } from '../actions/listClaims.ts'
import { listContributions } from '../actions/listContributions.ts'
import { listModels } from '../actions/listModels.ts'
import { marketActions } from '../actions/market/actions.ts'
import { pin, pinSync } from '../actions/pin.ts'
import { pointsActions } from '../actions/points/actions.ts'
import { type PredictParameters, predict } from '../actions/predict.ts'
import { type PredictBatchParameters, predictBatch } from '../actions/predictBatch.ts'
import { price } from '../actions/price.ts'
import { probability } from '../actions/probability.ts'
import { publishEncoder, publishEncoderSync } from '../actions/publishEncoder.ts'
import { recallModel } from '../actions/recallModel.ts'
import { refund, refundSync } from '../actions/refund.ts'
import { refundBatch, refundBatchSync } from '../actions/refundBatch.ts'
import { replaceTransaction } from '../actions/replaceTransaction.ts'
import { score } from '../actions/score.ts'
import { scores } from '../actions/scores.ts'
import { sendPlannedSync } from '../actions/sendPlanned.ts'
import { type SyncModelParameters, type SyncModelReturnType, syncModel } from '../actions/syncModel.ts'
import { take, takeSync } from '../actions/take.ts'
import { transferOwnership, transferOwnershipSync } from '../actions/transferOwnership.ts'
import { uploadParameters, uploadParametersSync } from '../actions/uploadParameters.ts'
import { verifyDataset } from '../actions/verifyDataset.ts'
import { watchModel } from '../actions/watchModel.ts'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import type { CotrainStorage } from '../storage/CotrainStorage.ts'

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
  addClass,
  addClassSync,
  deployModel,
  estimateDeployment,
  getModel,
  listModels,
  getEncoder,
  contribute,
  contributeSync,
  contributeBatch,
  contributeBatchSync,
  batchPrice,
  depositRange,
  getTransactionStatus,
  explainRevert,
  waitForReceipt,
  replaceTransaction,
  predict,
  predictBatch,
  score,
  scores,
  distances,
  probability,
  price,
  getContribution,
  getLog,
  pin,
  pinSync,
  refund,
  refundSync,
  refundBatch,
  refundBatchSync,
  take,
  takeSync,
  claimAll,
  claimAllSync,
  planClaimAll,
  sendPlannedSync,
  recallModel,
  syncModel,
  checkCode,
  checkSnapshot,
  watchModel,
  listContributions,
  listClaims,
  getDataset,
  verifyDataset,
  ...pointsActions,
  ...marketActions,
  ...bondedActions,
}

type Bound<action> = action extends (client: CotrainClient, ...args: infer args) => infer result
  ? (...args: args) => result
  : never

type BoundActions = { [name in keyof typeof actions]: Bound<(typeof actions)[name]> }

/** Those of whose parameters or results something depends on the mechanism or the classifier of the model. */
type ActionsByKind = {
  createModel<const mechanism extends MechanismName, const classifier extends ClassifierName>(
    parameters: CreateModelParameters<mechanism, classifier>,
  ): Promise<Hash>
  createModelSync<const mechanism extends MechanismName, const classifier extends ClassifierName>(
    parameters: CreateModelParameters<mechanism, classifier>,
  ): Promise<CreateModelSyncReturnType<mechanism, classifier>>
  deployModel<const mechanism extends MechanismName, const classifier extends ClassifierName>(
    parameters: DeployModelParameters<mechanism, classifier>,
  ): Promise<DeployModelReturnType<mechanism, classifier>>
  estimateDeployment<const mechanism extends MechanismName, const classifier extends ClassifierName>(
    parameters: EstimateDeploymentParameters<mechanism, classifier>,
  ): Promise<EstimateDeploymentReturnType>
  getModel<mechanism extends MechanismName, classifier extends ClassifierName>(
    parameters: GetModelParameters<mechanism, classifier>,
  ): Promise<GetModelReturnType<mechanism, classifier>>
  syncModel<mechanism extends MechanismName, classifier extends ClassifierName>(
    parameters: SyncModelParameters<mechanism, classifier>,
  ): Promise<SyncModelReturnType<mechanism, classifier>>
  contribute<classifier extends ClassifierName>(parameters: ContributeParameters<classifier>): Promise<Hash>
  contributeSync<classifier extends ClassifierName>(
    parameters: ContributeParameters<classifier>,
  ): Promise<ContributeSyncReturnType>
  contributeBatch<classifier extends ClassifierName>(
    parameters: ContributeBatchParameters<classifier>,
  ): Promise<Hash>
  contributeBatchSync<classifier extends ClassifierName>(
    parameters: ContributeBatchParameters<classifier>,
  ): Promise<ContributeBatchSyncReturnType>
  depositRange<classifier extends ClassifierName>(
    parameters: DepositRangeParameters<classifier>,
  ): Promise<DepositRange>
  predict<classifier extends ClassifierName>(parameters: PredictParameters<classifier>): Promise<number>
  predictBatch<classifier extends ClassifierName>(
    parameters: PredictBatchParameters<classifier>,
  ): Promise<number[]>
}

/** All actions, without their first parameter: the client. */
export type CotrainActions = Omit<BoundActions, keyof ActionsByKind> & ActionsByKind

/**
 * What `extend` takes. It is generic, as viem's own are: comparing what a client is with the widest that it may be costs
 * whoever writes `client.extend(cotrainActions())` more of the compiler's time than all else here.
 */
type BindActions = <
  transport extends Transport,
  chain extends Chain | undefined,
  account extends Account | undefined,
>(
  client: Client<transport, chain, account>,
) => CotrainActions

/** What all actions of a client take, unless they are told otherwise. */
type Defaults = Omit<WriteParameters, 'account'> & { storage?: CotrainStorage | undefined }

/**
 * Gives a client all actions of this SDK as methods.
 *
 * @param defaults - What actions take when a call does not say otherwise, such as what is told of each hash, and where
 * is kept what they know
 *
 * @example
 * const client = createWalletClient({ account, chain: foundry, transport: http() }).extend(cotrainActions())
 * const label = await client.predict({ model, sample })
 */
export function cotrainActions(defaults: Defaults = {}): BindActions {
  return client => {
    if (defaults.storage) useStorage(client, defaults.storage)
    const bound = Object.entries(actions).map(([name, action]) => [
      name,
      (parameters?: object) => (action as Action)(client, { ...defaults, ...parameters }),
    ])
    return Object.fromEntries(bound) as CotrainActions
  }
}

type Action = (client: CotrainClient, parameters: object) => unknown
