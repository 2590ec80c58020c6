import { type Account, createTestClient, createWalletClient, http, publicActions } from 'viem'
import { foundry } from 'viem/chains'
import { cotrainActions, devAccount } from '../../src/clients/index.ts'
import { type Anvil, startAnvil } from '../anvil.ts'

export const kind = 'sparse-perceptron-drt' as const

/** A fresh local chain, with clients of its development accounts. */
export async function startChain(args: readonly string[] = []) {
  const anvil: Anvil = await startAnvil({ args })
  const tester = createTestClient({ mode: 'anvil', chain: foundry, transport: http(anvil.rpcUrl) })
  return {
    anvil,
    /** A client of development account `index`, with all actions. */
    client: (index: number) => clientAt(anvil.rpcUrl, devAccount(index)),
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
  return createWalletClient({ account, chain: foundry, transport: http(rpcUrl), pollingInterval: 20 })
    .extend(publicActions)
    .extend(cotrainActions())
}

/** Gwei of deposit weight, seconds of times: small, so that tests can count in them. */
export const incentiveOptions = {
  refundTime: 60,
  ownerClaimTime: 3600,
  anyClaimTime: 86_400,
  depositWeight: 1000,
}
