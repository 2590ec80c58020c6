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
  ResourceUnavailableRpcError: {
    message: 'Your wallet waits for you already.',
    advice: ['Open it: it may be locked, or another request may stand there. Then try again.'],
  },
  UnauthorizedProviderError: {
    message: 'Your wallet does not let this page use that account.',
    advice: ['Choose the account in the wallet, or connect it again at the top of the page.'],
  },
  SwitchChainNotSupportedError: {
    message: 'This wallet cannot be switched from here.',
    advice: ['Switch the chain in the wallet itself.'],
  },
}

/** Any error in words for people: the SDK's own where it knows the error. */
export function toPlainWords(error: unknown): PlainWords {
  const fromWallet = wordsOfWallet(error)
  if (fromWallet) return fromWallet
  const known = error instanceof CotrainError ? error : toCotrainError(error)
  return { message: withoutKeys(known.shortMessage), advice: known.metaMessages.map(withoutKeys) }
}

/** The words for an error of a wallet, however deep in other errors it is. */
function wordsOfWallet(error: unknown): PlainWords | undefined {
  for (let each = error; each instanceof Error; each = each.cause) {
    const words = Object.hasOwn(walletErrors, each.name) ? walletErrors[each.name] : undefined
    if (words) return words
  }
  return undefined
}
