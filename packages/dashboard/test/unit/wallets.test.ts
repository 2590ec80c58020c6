import { describe, expect, it } from 'vitest'
import { iconOf } from '../../src/features/account/WalletIcon.tsx'
import { walletName } from '../../src/features/account/walletName.ts'
import { toPlainWords } from '../../src/ui/plainWords.ts'
import { walletConnect } from '../../walletConnect.ts'

describe('what a wallet says of itself', () => {
  it('is a picture that it brings, not one that is fetched, and nothing else', () => {
    const good = 'data:image/png;base64,AAAA'
    expect(iconOf({ icon: ` ${good}\n` })).toBe(good)
    expect(iconOf({ icon: 'data:image/svg+xml,<svg/>' })).toBeDefined()
    for (const icon of [
      undefined,
      '',
      'https://tracker.example/icon.png',
      'javascript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      `data:image/png;base64,${'A'.repeat(200_000)}`,
    ])
      expect(iconOf({ icon: icon as string })).toBeUndefined()
  })

  it('is a name without what turns or hides text', () => {
    expect(walletName('Rabby\u202e\u0000 \n Wallet\u200b')).toBe('Rabby Wallet')
    expect(walletName('\u200b')).toBe('A wallet without a name')
    expect(walletName('x'.repeat(500))).toHaveLength(40)
  })
})

describe('a wallet that is locked', () => {
  it('is named as such, however deep the error is', () => {
    const inner = Object.assign(new Error('Already processing'), { name: 'ResourceUnavailableRpcError' })
    const { message } = toPlainWords(new Error('outer', { cause: inner }))
    expect(message).toBe('Your wallet waits for you already.')
  })
})

describe('WalletConnect', () => {
  it('stops the build when there is an id, but not the package', () => {
    expect(() => walletConnect('some id')).toThrow('npm install --no-save @walletconnect/ethereum-provider')
    expect(() => walletConnect('')).not.toThrow()
  })
})
