import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, inject, it } from 'vitest'

type Manifest = Record<string, { file: string; imports?: string[] }>

/** Bytes of gzipped script. */
const limit = 200_000

it.each(['src/features/models/ModelsPage.tsx', 'src/features/model/ModelPage.tsx'])(
  'loads little before %s is there',
  page => {
    const folder = inject('builtPage')
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
    const names = new Set<string>()
    const add = (name: string) => {
      if (names.has(name)) return
      names.add(name)
      for (const other of manifest[name]!.imports ?? []) add(other)
    }
    add('index.html')
    add(page)
    const sizes = [...names].map(name => gzipSync(readFileSync(join(folder, manifest[name]!.file))).length)
    const total = sizes.reduce((sum, size) => sum + size, 0)
    expect(names.size).toBeGreaterThan(2)
    expect(total).toBeGreaterThan(100_000)
    expect(total).toBeLessThanOrEqual(limit)
  },
)
