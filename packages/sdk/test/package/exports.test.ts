import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as abi from '../../src/abi/index.ts'
import * as data from '../../src/data/index.ts'
import * as encoders from '../../src/encoders/index.ts'
import * as errors from '../../src/errors/index.ts'
import * as sdk from '../../src/index.ts'
import * as kinds from '../../src/kinds/index.ts'
import * as models from '../../src/models/index.ts'
import * as twin from '../../src/twin/index.ts'

const parts = { abi, data, encoders, errors, kinds, models, twin }

test('the public names', () => {
  expect(Object.keys(sdk).sort()).toMatchSnapshot('@cotrain/sdk')
})

test.each(Object.entries(parts))('the index exports all of %s, which has a path of its own', (name, part) => {
  for (const exported of Object.keys(part)) expect(sdk).toHaveProperty(exported)
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(manifest.exports[`./${name}`].default).toBe(`./dist/${name}/index.js`)
})
