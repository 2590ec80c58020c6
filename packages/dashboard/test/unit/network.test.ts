import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { devAccount } from '@cotrain/sdk'
import { describe, expect, inject, it } from 'vitest'
import { caching, metaPolicy, pageHeaders } from '../../headers.ts'
import { playAddresses } from '../../src/features/network/playAddresses.ts'
import { isChainSettings } from '../../src/features/network/settings.ts'

it('knows the play accounts of a local chain', () => {
  expect(playAddresses).toEqual(Array.from({ length: 10 }, (_, i) => devAccount(i).address))
})

describe('what a server sends with the page', () => {
  const hosting = readFileSync(new URL('../../../../docs/hosting.md', import.meta.url), 'utf8')

  it('is in the built page and beside it', () => {
    const folder = inject('builtPage')
    const html = readFileSync(join(folder, 'index.html'), 'utf8').replaceAll('&#39;', "'")
    expect(html).toContain(metaPolicy)
    // browsers do not take it from there, and complain
    expect(html).not.toContain('frame-ancestors')
    expect(JSON.parse(readFileSync(join(folder, 'headers.json'), 'utf8'))).toEqual({
      headers: pageHeaders,
      caching,
    })
  })

  it('is what the documentation says', () => {
    for (const [name, value] of Object.entries(pageHeaders)) {
      expect(hosting).toContain(`add_header ${name} "${value}" always;`)
    }
    expect(hosting).toContain(`Cache-Control "${caching.assets}"`)
    expect(hosting).toContain(`Cache-Control "${caching.others}"`)
  })
})

it('takes a chain with an address and a number, and nothing else', () => {
  expect(isChainSettings({ rpcUrl: 'https://node.example', chainId: 1 })).toBe(true)
  for (const wrong of [null, 'demo', {}, { rpcUrl: '', chainId: 1 }, { rpcUrl: 'x', chainId: '1' }]) {
    expect(isChainSettings(wrong)).toBe(false)
  }
})
