import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { bareChain, cotrain, sharedFolder } from './cli.ts'
import { tinyModel, writeModel } from './models.ts'

let chain: Anvil
let shared: Awaited<ReturnType<typeof sharedFolder>>
let model: string
beforeAll(async () => {
  chain = await bareChain()
  shared = await sharedFolder()
  model = await writeModel(shared.folder, tinyModel)
  await cotrain(['deploy', model, '--rpc', chain.rpcUrl])
})
afterAll(async () => {
  await chain.stop()
  await shared.remove()
})

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(shared.folder, name)
  await writeFile(path, content)
  return path
}

const contribute = (path: string, ...more: string[]) =>
  cotrain(['contribute', '--file', path, ...more, '--rpc', chain.rpcUrl, '--json'])
const columns = ['--text', 'body', '--label', 'class']

describe('a table of texts', () => {
  test('is contributed and evaluated: quotes, embedded lines, semicolons, Latin-1', async () => {
    const rows = 'class;body\r\nYES;"good;\r\n""fine"" – no, great"\r\nno;bad\r\n'
    const path = await file('mails.csv', Buffer.from(rows.replace('–', 'à'), 'latin1'))
    const { stderr } = await contribute(path, ...columns)
    expect(stderr).toMatch(/Line 3 of .*mails\.csv is not UTF-8.*--encoding latin1/s)
    const { json } = await contribute(path, ...columns, '--encoding', 'latin1')
    expect(json.contributions.map((each: { class: string }) => each.class)).toEqual(['yes', 'no'])
    const evaluated = await cotrain([
      'evaluate',
      model,
      '--data',
      path,
      ...columns,
      '--encoding',
      'latin1',
      '--json',
    ])
    expect(evaluated.json).toMatchObject({ samples: 2, accuracy: 1 })
  })

  test('with lines that are wrong sends nothing, and names them all', async () => {
    const path = await file('wrong.tsv', '\uFEFFbody\tclass\ngood\tyes\nunheard\tno\n\tno\nbad\tmaybe\nbad\n')
    const before = (await cotrain(['status', '--rpc', chain.rpcUrl, '--json'])).json
    const { code, json } = await contribute(path, ...columns)
    expect(code).toBe(1)
    expect(json.error.code).toBe('TableError')
    expect(json.error.message).toContain('4 lines of')
    expect(json.error.hints).toEqual([
      'Line 3 has no word that the model knows.',
      'Line 4 has an empty text.',
      'Line 5 has the label "maybe", which is no class of the model.',
      'Line 6 has 1 cells, not 2.',
      "The model's classes: 0 = no, 1 = yes.",
      'Mend the lines, or leave them out.',
    ])
    const after = (await cotrain(['status', '--rpc', chain.rpcUrl, '--json'])).json
    expect(before.account.balance).toMatch(/^\d+$/)
    expect(after.account.balance).toBe(before.account.balance)
  })

  test.each([
    [['--label', 'class'], /takes texts.*--text COLUMN/],
    [['--text', 'body'], /which column the labels.*--label COLUMN/],
    [['--text', 'mail', '--label', 'class'], /no columns as they were asked for.*body,class/s],
    [['--text', 'body', '--label', 'class', '--features', 'x'], /--text or --features, not both/],
  ])('with %j is refused', async (flags, message) => {
    const path = await file('plain.csv', 'body,class\ngood,yes\n')
    const { code, stderr } = await contribute(path, ...flags)
    expect(stderr).toMatch(message)
    expect(code).toBe(1)
  })
})

test('byte-order marks are no part of the vocabulary, nor of what is said about a model', async () => {
  const { vocabulary, classifications, ...rest } = tinyModel
  const path = await file('marked.json', `\uFEFF${JSON.stringify({ ...rest, classifications })}`)
  const words = await file('words.txt', `\uFEFF${vocabulary.join('\r\n')}\r\n`)
  const about = await file(
    'about.json',
    Buffer.from(`\uFEFF${JSON.stringify({ name: 'Marked' })}`, 'utf16le'),
  )
  const { json } = await cotrain(['import', path, '--vocabulary', words, '--about', about, '--json'])
  const { json: plain } = await cotrain(['import', model, '--json'])
  expect(json).toMatchObject({ name: 'Marked', encoder: plain.encoder })
})
