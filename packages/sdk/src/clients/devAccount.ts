import type { HDAccount } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'

/** The mnemonic of anvil and hardhat. Everybody knows it: never send anything of value to its accounts. */
const devMnemonic = 'test test test test test test test test test test test junk'

/**
 * One of the funded accounts of a local development chain: 0 to 9 have 10,000 ETH on a fresh anvil.
 *
 * @example
 * const client = createWalletClient({ account: devAccount(0), chain: foundry, transport: http() })
 */
export function devAccount(index: number): HDAccount {
  const known = derived.get(index)
  if (known) return known
  const account = mnemonicToAccount(devMnemonic, { addressIndex: index })
  derived.set(index, account)
  return account
}

/** Deriving an account takes some 20 ms. */
const derived = /*#__PURE__*/ new Map<number, HDAccount>()
