import type { Chain } from 'viem'

/** The address of a chain's explorer, without a slash at its end. */
export function explorerOf({ blockExplorers }: Chain): string | undefined {
  const url = blockExplorers?.default.url
  return url?.startsWith('https://') ? url.replace(/\/$/, '') : undefined
}
