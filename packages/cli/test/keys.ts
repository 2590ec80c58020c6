import { devAccount } from '@cotrain/sdk'
import { bytesToHex, type Hex } from 'viem'

/** The key of a development account; all the world knows them. */
export function developmentKey(index: number): Hex {
  const { privateKey } = devAccount(index).getHdKey()
  if (privateKey === null) throw new Error('development accounts have keys')
  return bytesToHex(privateKey)
}
