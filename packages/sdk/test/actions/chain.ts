import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import {
  type Account,
  createTestClient,
  createWalletClient,
  custom,
  type EIP1193RequestFn,
  http,
  MethodNotSupportedRpcError,
  publicActions,
  type Transport,
} from 'viem'
import { foundry } from 'viem/chains'
import { cotrainActions, devAccount } from '../../src/clients/index.ts'

export const kind = { classifier: 'sparse-perceptron', mechanism: 'deposits' } as const

/** A fresh local chain, with clients of its development accounts. */
export async function startChain(args: readonly string[] = []) {
  const anvil: Anvil = await startAnvil({ args })
  const tester = createTestClient({ mode: 'anvil', chain: foundry, transport: http(anvil.rpcUrl) })
  return {
    anvil,
    /** A client of development account `index`, with all actions. */
    client: (index: number) => clientAt(anvil.rpcUrl, devAccount(index)),
    /** The same, by a node that tells nothing of the transactions that wait, as most public ones. */
    discreetClient: (index: number) => clientBy(discreet(anvil.rpcUrl), devAccount(index)),
    /** Lets time pass: the next block is `seconds` later. */
    async skip(seconds: number) {
      await tester.increaseTime({ seconds })
      await tester.mine({ blocks: 1 })
    },
    tester,
  }
}

export type Chain = Awaited<ReturnType<typeof startChain>>

/** A client that has the actions of viem and of this SDK. */
export function clientAt(rpcUrl: string, account: Account) {
  return clientBy(http(rpcUrl), account)
}

function clientBy(transport: Transport, account: Account) {
  return createWalletClient({ account, chain: foundry, transport, pollingInterval: 20 })
    .extend(publicActions)
    .extend(cotrainActions())
}

/** Only counts of transactions see the pending block; calls are tried on the latest one. */
function discreet(rpcUrl: string): Transport {
  const node = http(rpcUrl)({ chain: foundry }).request as EIP1193RequestFn
  const request = (async ({ method, params = [] }: { method: string; params?: unknown[] }) => {
    if (method === 'eth_fillTransaction') {
      throw new MethodNotSupportedRpcError(new Error('not supported'), { method })
    }
    const isCount = method === 'eth_getTransactionCount'
    const shown = params.map(value => (value === 'pending' && !isCount ? 'latest' : value))
    const tried = method === 'eth_estimateGas' && shown.length === 1 ? [...shown, 'latest'] : shown
    return node({ method, params: tried } as never)
  }) as EIP1193RequestFn
  return custom({ request }, { retryCount: 0 })
}

/** Gwei of deposit weight, seconds of times: small, so that tests can count in them. */
export const incentiveOptions = {
  refundTime: 60,
  ownerClaimTime: 3600,
  anyClaimTime: 86_400,
  depositWeight: 1000,
}
