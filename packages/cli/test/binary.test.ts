import { readFileSync } from 'node:fs'
import { biome, foundry } from '@cotrain/testing/runBinary'
import { expect, test } from 'vitest'
import { anvilPackage } from '../src/chain/binary.ts'

type Manifest = { optionalDependencies: Record<string, string> }

const listed = (path: string) => {
  const text = readFileSync(new URL(`../../../${path}package.json`, import.meta.url), 'utf8')
  return Object.keys((JSON.parse(text) as Manifest).optionalDependencies)
}

/** What npm has binaries for. Nobody makes Foundry for Windows on Arm. */
const machines = [
  ['darwin', 'arm64'],
  ['darwin', 'x64'],
  ['linux', 'arm64'],
  ['linux', 'x64'],
  ['win32', 'x64'],
] as const

const packageIn = (path: string) => path.split('/').slice(0, 2).join('/')

test.each(machines)('on %s %s the binaries are those of packages that npm installs', (platform, arch) => {
  const anvil = anvilPackage(platform, arch)
  expect(listed('packages/cli/')).toContain(anvil.name)
  expect(listed('packages/testing/')).toContain(packageIn(foundry('anvil', { platform, arch }).path))
  expect(listed('packages/contracts/')).toContain(packageIn(foundry('forge', { platform, arch }).path))
  expect(listed('')).toContain(packageIn(biome({ platform, arch }).path))
  const ending = platform === 'win32' ? /\.exe$/ : /\/(anvil|forge|biome)$/
  const { path } = foundry('anvil', { platform, arch })
  expect(path).toBe(`${anvil.name}/${anvil.path.replaceAll('\\', '/')}`)
  for (const { path } of [foundry('forge', { platform, arch }), biome({ platform, arch })]) {
    expect(path).toMatch(ending)
  }
})

test('each package that is listed is that of one of these machines', () => {
  const names = machines.map(([platform, arch]) => anvilPackage(platform, arch).name)
  expect(listed('packages/cli/').sort()).toEqual(names.sort())
})
