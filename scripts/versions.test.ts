import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Manifest = {
  name: string
  version: string
  private?: boolean
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  engines?: { node?: string }
}

const root = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const folders = readdirSync(new URL('packages', root)).filter(name =>
  existsSync(new URL(`packages/${name}/package.json`, root)),
)
const manifests = folders.map(folder => JSON.parse(read(`packages/${folder}/package.json`)) as Manifest)
const published = folders.filter((_, i) => manifests[i]!.private !== true)

test('all packages have one version, and name each other by it', () => {
  const [version] = manifests.map(manifest => manifest.version)
  const all = [...manifests, JSON.parse(read('package.json')) as Manifest]
  for (const manifest of manifests) expect(manifest.version, manifest.name).toBe(version)
  for (const { name, dependencies, devDependencies, peerDependencies } of all) {
    const needed = Object.entries({ ...dependencies, ...devDependencies, ...peerDependencies })
    const ours = needed.filter(([needs]) => needs.startsWith('@cotrain/'))
    for (const [needs, range] of ours) expect(range, `${needs} in ${name}`).toBe(version)
  }
})

test('all packages want the same viem', () => {
  const wanted = manifests.flatMap(({ dependencies, devDependencies, peerDependencies }) =>
    [dependencies, devDependencies, peerDependencies].flatMap(list => list?.viem ?? []),
  )
  expect(new Set(wanted).size).toBe(1)
})

test('the lockfile has these versions, too', () => {
  const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Manifest> }
  for (const [i, folder] of folders.entries()) {
    expect(lock.packages[`packages/${folder}`]?.version).toBe(manifests[i]!.version)
  }
})

test('what is published is the SDK, the simulator, the encoders and the command line', () => {
  expect(published.sort()).toEqual(['cli', 'encoders', 'sdk', 'simulator'])
})

test.each(published)('%s tells of its newest version, and has the license and the Node of all', folder => {
  const { version, engines } = JSON.parse(read(`packages/${folder}/package.json`)) as Manifest
  expect(/^## (\S+)$/m.exec(read(`packages/${folder}/CHANGELOG.md`))?.[1]).toBe(version)
  expect(read(`packages/${folder}/LICENSE`)).toBe(read('LICENSE'))
  expect(engines).toEqual((JSON.parse(read('package.json')) as Manifest).engines)
})

test('change files raise all packages together', () => {
  const { fixed } = JSON.parse(read('.changeset/config.json')) as { fixed: string[][] }
  expect(fixed.map(group => group.toSorted())).toEqual([manifests.map(({ name }) => name).sort()])
})
