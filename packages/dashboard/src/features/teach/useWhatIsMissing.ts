import { useConnection } from 'wagmi'
import { useNetwork } from '../network/NetworkContext.tsx'

/** What somebody still has to do before a lesson can be sent. */
export function useWhatIsMissing(text: string, label: number | undefined): string | undefined {
  const { chain } = useNetwork()
  const { address, chainId } = useConnection()
  if (!address) return 'Choose an account at the top of the page first.'
  if (chainId !== chain.id) return `Switch your wallet to ${chain.name} first.`
  if (text.trim() === '') return 'Type or paste a text first.'
  if (label === undefined) return 'Say what it is.'
  return undefined
}
