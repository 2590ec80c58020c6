import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../../', import.meta.url)
const contractTests = new URL('packages/contracts/test/', root)

/** The files that the contracts' tests are made of. */
const files = readdirSync(contractTests, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.sol'))
  .map(name => name.replaceAll('\\', '/'))

const document = readFileSync(new URL('docs/threat-model.md', root), 'utf8')

/** All that the contracts' tests are made of. */
function sources(): string {
  return files.map(name => readFileSync(new URL(name, contractTests), 'utf8')).join('\n')
}

test('every test that the threat model names is there', () => {
  const named = [...document.matchAll(/`((?:test|testFuzz)_\w+)(…?)`/g)]
  expect(named.length).toBeGreaterThan(40)
  const all = sources()
  const missing = named
    .map(([, name, more]) => (more === '' ? `function ${name}(` : `function ${name}`))
    .filter(declaration => !all.includes(declaration))
  expect(missing).toEqual([])
})

test('every file of tests that it names is there', () => {
  const named = [...document.matchAll(/`([\w/.-]+\.t\.sol)`/g)].map(([, name]) => name!)
  expect(named.length).toBeGreaterThan(15)
  const there = files.map(name => `/packages/contracts/test/${name}`)
  expect(named.filter(name => !there.some(file => file.endsWith(`/${name}`)))).toEqual([])
})
