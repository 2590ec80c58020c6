import { CotrainError, toCotrainError, withoutKeys } from '@cotrain/sdk'

export interface PlainWords {
  /** What went wrong. */
  message: string
  /** What to do next, a sentence a line. */
  advice: readonly string[]
}

/** wagmi's errors that people meet, by their names. */
const walletErrors: Record<string, PlainWords> = {
  ConnectorNotConnectedError: {
    message: 'No account is chosen.',
    advice: ['Choose one at the top of the page, then try again.'],
  },
  ConnectorChainMismatchError: {
    message: 'Your wallet is on another chain.',
    advice: ['Use the switch button at the top of the page, then try again.'],
  },
  ProviderNotFoundError: {
    message: 'This wallet cannot be found any more.',
    advice: ['Is its extension still switched on? Reload the page or choose another account.'],
  },
  SwitchChainNotSupportedError: {
    message: 'This wallet cannot be switched from here.',
    advice: ['Switch the chain in the wallet itself.'],
  },
}

/** Any error in words for people: the SDK's own where it knows the error. */
export function toPlainWords(error: unknown): PlainWords {
  const fromWallet = error instanceof Error ? walletErrors[error.name] : undefined
  if (fromWallet) return fromWallet
  const known = error instanceof CotrainError ? error : toCotrainError(error)
  return { message: withoutKeys(known.shortMessage), advice: known.metaMessages.map(withoutKeys) }
}
