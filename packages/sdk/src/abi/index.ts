export {
  sparsePerceptronDepositRefundTakeAbi,
  sparsePerceptronDepositRefundTakeBytecode,
} from './generated/sparsePerceptronDepositRefundTake.ts'
