import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../../', import.meta.url)
const contractTests = new URL('packages/contracts/test/', root)

/** All that the contracts' tests are made of. */
function sources(): string {
  return readdirSync(contractTests, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.sol'))
    .map(name => readFileSync(new URL(name.replaceAll('\\', '/'), contractTests), 'utf8'))
    .join('\n')
}

test('every test that the threat model names is there', () => {
  const document = readFileSync(new URL('docs/threat-model.md', root), 'utf8')
  const named = [...document.matchAll(/`((?:test|testFuzz)_\w+)(…?)`/g)]
  expect(named.length).toBeGreaterThan(40)
  const all = sources()
  const missing = named
    .map(([, name, more]) => (more === '' ? `function ${name}(` : `function ${name}`))
    .filter(declaration => !all.includes(declaration))
  expect(missing).toEqual([])
})
