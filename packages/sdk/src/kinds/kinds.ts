import { type Address, getContractAddress, type Hex, zeroHash } from 'viem'
import {
  sparsePerceptronDepositRefundTakeAbi,
  sparsePerceptronDepositRefundTakeBytecode,
} from '../abi/index.ts'

/** The deterministic deployment proxy: it deploys the same code to the same address on every chain that has it. */
export const deployerProxy: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

/** A kind of trainer: one classifier under one incentive mechanism. One contract holds all models of a kind. */
export type Kind = {
  /** The short name that model ids begin with. */
  name: KindName
  classifier: string
  mechanism: string
  abi: typeof sparsePerceptronDepositRefundTakeAbi
  /** Creation code. */
  bytecode: Hex
  /** Where the trainer stands on every chain: CREATE2 of the bytecode through {@link deployerProxy}, salt zero. */
  address: Address
}

export type KindName = 'sparse-perceptron-drt'

/** All kinds of trainers that this SDK knows. */
export const kinds: Record<KindName, Kind> = {
  'sparse-perceptron-drt': {
    name: 'sparse-perceptron-drt',
    classifier: 'Sparse perceptron',
    mechanism: 'Deposit, Refund, Take',
    abi: sparsePerceptronDepositRefundTakeAbi,
    bytecode: sparsePerceptronDepositRefundTakeBytecode,
    address: /*#__PURE__*/ create2Address(sparsePerceptronDepositRefundTakeBytecode),
  },
}

/** The names of all kinds. */
export const kindNames = /*#__PURE__*/ Object.keys(kinds) as KindName[]

/** The address of the trainer of `kind`, the same on every chain. */
export function trainerAddress(kind: KindName): Address {
  return kinds[kind].address
}

function create2Address(bytecode: Hex): Address {
  return getContractAddress({ opcode: 'CREATE2', from: deployerProxy, salt: zeroHash, bytecode })
}
