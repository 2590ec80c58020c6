import { useConnection } from 'wagmi'
import type { SampleForm } from '../model/form.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import { useNetwork } from '../network/NetworkContext.tsx'

const whatToType: Record<SampleForm, string> = {
  text: 'Type or paste a text first.',
  picture: 'Draw or choose a picture.',
  numbers: 'Fill in all numbers first.',
  vector: 'Type or paste the numbers first.',
  indices: 'Type or paste a sample first.',
}

/** What somebody still has to do before a lesson can be sent. */
export function useWhatIsMissing(
  model: ReadyModel,
  typed: boolean,
  label: number | undefined,
): string | undefined {
  return useMissingAccount() ?? missingOf(model, typed, label)
}

/** What somebody still has to do before anything can be sent. */
export function useMissingAccount(): string | undefined {
  const { chain } = useNetwork()
  const { address, chainId } = useConnection()
  if (!address) return 'Choose an account at the top of the page first.'
  return chainId === chain.id ? undefined : `Switch your wallet to ${chain.name} first.`
}

/** What a sample with its label still lacks. */
export function missingOf(
  { form, classNames }: ReadyModel,
  typed: boolean,
  label: number | undefined,
): string | undefined {
  if (!typed) return whatToType[form]
  if (classNames.length === 0) return 'The model has no classes yet.'
  if (label === undefined) return 'Say what it is.'
  return undefined
}
