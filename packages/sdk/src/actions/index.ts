export {
  type AddClassParameters,
  type AddClassReturnType,
  type AddClassSyncReturnType,
  addClass,
  addClassSync,
} from './addClass.ts'
export * from './bonded/index.ts'
export { type CheckCodeParameters, type CheckCodeReturnType, type CodeCheck, checkCode } from './checkCode.ts'
export {
  type CheckSnapshotParameters,
  type CheckSnapshotReturnType,
  checkSnapshot,
} from './checkSnapshot.ts'
export {
  type ClaimAllParameters,
  type ClaimAllReturnType,
  type ClaimAllSyncReturnType,
  claimAll,
  claimAllSync,
  type PlanClaimAllReturnType,
  planClaimAll,
} from './claimAll.ts'
export { contentOf } from './contentOf.ts'
export {
  type ContributeParameters,
  type ContributeReturnType,
  type ContributeSyncReturnType,
  contribute,
  contributeSync,
} from './contribute.ts'
export {
  batchPrice,
  type ContributeBatchParameters,
  type ContributeBatchReturnType,
  type ContributeBatchSyncReturnType,
  contributeBatch,
  contributeBatchSync,
} from './contributeBatch.ts'
export {
  type CreateModelParameters,
  type CreateModelReturnType,
  type CreateModelSyncReturnType,
  createModel,
  createModelSync,
} from './createModel.ts'
export {
  type DeployModelParameters,
  type DeployModelReturnType,
  type DeployProgress,
  deployModel,
} from './deployModel.ts'
export { type DeployTrainerParameters, type DeployTrainerReturnType, deployTrainer } from './deployTrainer.ts'
export {
  type DepositRange,
  type DepositRangeParameters,
  type DepositRangeReturnType,
  depositRange,
} from './depositRange.ts'
export { type DistancesParameters, type DistancesReturnType, distances } from './distances.ts'
export {
  type DeploymentStep,
  type EstimateDeploymentParameters,
  type EstimateDeploymentReturnType,
  estimateDeployment,
} from './estimateDeployment.ts'
export {
  type ExplainRevertParameters,
  type ExplainRevertReturnType,
  explainRevert,
} from './explainRevert.ts'
export {
  type GetContributionParameters,
  type GetContributionReturnType,
  getContribution,
} from './getContribution.ts'
export { type GetDatasetParameters, type GetDatasetReturnType, getDataset } from './getDataset.ts'
export { type GetEncoderParameters, type GetEncoderReturnType, getEncoder } from './getEncoder.ts'
export { type GetLogParameters, type GetLogReturnType, getLog } from './getLog.ts'
export { type GetModelParameters, type GetModelReturnType, getModel, type Model } from './getModel.ts'
export {
  type GetTransactionStatusParameters,
  type GetTransactionStatusReturnType,
  getTransactionStatus,
  type TransactionStatus,
} from './getTransactionStatus.ts'
export type {
  CotrainClient,
  FeeParameters,
  SentTransaction,
  TransactionPlan,
  WriteParameters,
} from './internal/client.ts'
export type { DepositParameters } from './internal/deposit.ts'
export type { TrainerEvent } from './internal/getEvents.ts'
export { type ContributionRecord, contributionAt } from './internal/history.ts'
export type { ModelState } from './internal/readModels.ts'
export type { PlannedTransaction } from './internal/record/planned.ts'
export { eventsIn, type TrainerEventValues } from './internal/waitForEvents.ts'
export {
  type WaitForReceiptParameters,
  type WaitForReceiptReturnType,
  waitForReceipt,
} from './internal/waitForReceipt.ts'
export { type KeepSnapshotParameters, keepSnapshot } from './keepSnapshot.ts'
export {
  type Claim,
  type ClaimStatus,
  type ListClaimsParameters,
  type ListClaimsReturnType,
  listClaims,
} from './listClaims.ts'
export {
  type ListContributionsParameters,
  type ListContributionsReturnType,
  listContributions,
} from './listContributions.ts'
export { type ListModelsParameters, type ListModelsReturnType, listModels } from './listModels.ts'
export * from './market/index.ts'
export { type PinParameters, type PinReturnType, type PinSyncReturnType, pin, pinSync } from './pin.ts'
export * from './points/index.ts'
export { type PredictParameters, type PredictReturnType, predict } from './predict.ts'
export { type PredictBatchParameters, type PredictBatchReturnType, predictBatch } from './predictBatch.ts'
export { type PriceParameters, type PriceReturnType, price } from './price.ts'
export { type ProbabilityParameters, type ProbabilityReturnType, probability } from './probability.ts'
export {
  type PublishEncoderParameters,
  type PublishEncoderReturnType,
  publishEncoder,
  publishEncoderSync,
} from './publishEncoder.ts'
export { type RecallModelParameters, type RecallModelReturnType, recallModel } from './recallModel.ts'
export {
  type RefundParameters,
  type RefundReturnType,
  type RefundSyncReturnType,
  refund,
  refundSync,
} from './refund.ts'
export {
  type RefundBatchParameters,
  type RefundBatchReturnType,
  type RefundBatchSyncReturnType,
  refundBatch,
  refundBatchSync,
} from './refundBatch.ts'
export {
  type ReplaceTransactionParameters,
  type ReplaceTransactionReturnType,
  replaceTransaction,
  type WaitingTransaction,
} from './replaceTransaction.ts'
export { type ScoreParameters, type ScoreReturnType, score } from './score.ts'
export { type ScoresParameters, type ScoresReturnType, scores } from './scores.ts'
export { type SendPlannedParameters, type SendPlannedReturnType, sendPlannedSync } from './sendPlanned.ts'
export * from './standing/index.ts'
export {
  type SyncedModel,
  type SyncModelParameters,
  type SyncModelReturnType,
  syncModel,
} from './syncModel.ts'
export { type TakeParameters, type TakeReturnType, type TakeSyncReturnType, take, takeSync } from './take.ts'
export {
  type TransferOwnershipParameters,
  type TransferOwnershipReturnType,
  transferOwnership,
  transferOwnershipSync,
} from './transferOwnership.ts'
export {
  type UploadParametersParameters,
  type UploadParametersReturnType,
  type UploadParametersSyncReturnType,
  uploadParameters,
  uploadParametersSync,
} from './uploadParameters.ts'
export {
  type VerifyDatasetParameters,
  type VerifyDatasetReturnType,
  verifyDataset,
} from './verifyDataset.ts'
export {
  type ModelUpdate,
  type WatchModelParameters,
  type WatchModelReturnType,
  watchModel,
} from './watchModel.ts'
