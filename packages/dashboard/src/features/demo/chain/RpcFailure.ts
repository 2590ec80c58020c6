import type { Hex } from 'viem'

/** An error as a node answers it: JSON-RPC's code and message, and what a contract gave as the reason. */
export class RpcFailure extends Error {
  override name = 'RpcFailure'
  readonly code: number
  readonly data: Hex | undefined

  constructor(code: number, message: string, data?: Hex) {
    super(message)
    this.code = code
    this.data = data
  }
}

/** JSON-RPC's and the nodes' own numbers of what can be wrong. */
export const failureCodes = {
  reverted: 3,
  impossible: -32_000,
  refusedTransaction: -32_003,
  unknownMethod: -32_601,
  wrongParams: -32_602,
  failedRun: -32_603,
} as const
