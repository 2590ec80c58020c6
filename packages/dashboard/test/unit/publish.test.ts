import { classifierNames, defaultOptions, incentiveProblems, mechanismNames } from '@cotrain/sdk'
import { parseScenario } from '@cotrain/simulator'
import { previewTable } from '@cotrain/simulator/data/table'
import { parseEther } from 'viem'
import { describe, expect, it } from 'vitest'
import {
  type About,
  aboutOf,
  isSound,
  preparationOf,
  problemsOf,
} from '../../src/features/publish/about/about.ts'
import { type Choice, check, firstChoice, rulesOf, textOf } from '../../src/features/publish/rules/choice.ts'
import { outlookOf, outlookWords } from '../../src/features/publish/rules/outlook.ts'
import { daysOf, outlookRequest, ownData } from '../../src/features/publish/rules/outlookScenario.ts'
import { exampleTable } from '../../src/features/publish/start/exampleTable.ts'
import { columnsOf, suggestedRoles, withRole } from '../../src/features/publish/start/roles.ts'
import { openSource, prepareJson, titleOf, trainSource } from '../../src/features/publish/thread/messages.ts'
import { isTable, readSource } from '../../src/features/publish/thread/source.ts'
import { decodeJob, encodeJob, isPublicationOf } from '../../src/features/publish/upload/publications.ts'
import { withoutFlags } from '../../src/features/publish/words.ts'
import { runSeeds } from '../../src/features/simulator/run/runSeeds.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const noProgress = () => {}

async function trainedExample() {
  const source = { name: 'shop-messages.csv', content: exampleTable() }
  const opened = await openSource(source)
  if (opened.kind !== 'table') throw new Error('not a table')
  const { preview } = opened.table
  const chosen = columnsOf(suggestedRoles(preview))
  if (!('columns' in chosen)) throw new Error(chosen.missing)
  const table = { ...chosen.columns, delimiter: preview.delimiter, header: preview.header }
  return trainSource(source, { table, classifier: 'naive-bayes' }, noProgress)
}

describe('files', () => {
  it.each([
    ['mails.csv', 'text,label\na,b\n', true],
    ['mails.txt', 'text;label\na;b\n', true],
    ['mails', '\uFEFFtext;label\n', true],
    ['model.json', '{"type":"sparse perceptron"}', false],
    ['model.csv', 'PK\x03\x04 is a zip', false],
    ['model.txt', 'Version 9.10.0\nId \nMin label:-1\n', false],
    ['page.txt', '<!doctype html>, a page', false],
  ])('%s is a table or a model', (name, content, table) => {
    expect(isTable(name, bytesOf(content))).toBe(table)
  })

  it('are unpacked, and not beyond the bounds', async () => {
    const packed = new Blob([bytesOf('a,b\n1,2\n')]).stream().pipeThrough(new CompressionStream('gzip'))
    const file = await new Response(packed).blob()
    expect(new TextDecoder().decode(await readSource(file))).toBe('a,b\n1,2\n')
    await expect(readSource(file.slice(0, file.size - 6))).rejects.toThrow(/cut off or damaged/)
    await expect(readSource({ size: 2 ** 30 } as Blob)).rejects.toThrow(/more than 200 MB/)
  })

  it('give titles', () => {
    expect(['my_mails.csv.gz', 'filter.model.json', 'Spam'].map(titleOf)).toEqual([
      'My mails',
      'Filter',
      'Spam',
    ])
  })
})

describe('tables', () => {
  const roles = (text: string) => suggestedRoles(previewTable(bytesOf(text), { name: 'a.csv' }))

  it('are understood as most people mean them', () => {
    expect(roles('topic,message\nx,how are you today\ny,what is it now\nx,it is late again\n')).toEqual([
      'label',
      'text',
    ])
    expect(roles('id,height,kind\n1,2.5,a\n2,3.5,b\n3,1.5,a\n4,9,b\n')).toEqual(['unused', 'number', 'label'])
    expect(roles('1.5,2.5,0\n3.5,1.5,1\n2,2,0\n4,4,1\n')).toEqual(['number', 'number', 'label'])
  })

  it('have one label, one text, and no numbers beside a text', () => {
    expect(withRole(['label', 'number', 'number'], 1, 'label')).toEqual(['unused', 'label', 'number'])
    expect(withRole(['label', 'number', 'number'], 1, 'text')).toEqual(['label', 'text', 'unused'])
    expect(withRole(['label', 'text', 'unused'], 2, 'number')).toEqual(['label', 'unused', 'number'])
    expect(columnsOf(['unused', 'text'])).toHaveProperty('missing')
    expect(columnsOf(['label', 'unused'])).toHaveProperty('missing')
    expect(columnsOf(['number', 'label'])).toEqual({ columns: { label: 1, features: [0] } })
  })

  it('become models, of the same bytes each time', async () => {
    const model = await trainedExample()
    expect(model.training!.heldOut!.accuracy).toBeGreaterThan(0.8)
    expect(model.classes).toEqual(['delivery', 'payment', 'praise'])
    const options = preparationOf(aboutOf(model))
    expect(prepareJson(model.json, options)).toEqual(prepareJson(model.json.slice(), options))
    expect(structuredClone(prepareJson(model.json, options)).quantised.classifier).toBe('naive-bayes')
  })
})

describe('what is said of a model', () => {
  const about: About = { name: 'Filter', description: '', classes: ['a', 'b'], license: '', links: [] }

  it('is checked field by field', () => {
    expect(isSound(problemsOf(about))).toBe(true)
    const wrong = problemsOf({
      name: '\u202Eretlif',
      description: 'x'.repeat(2001),
      classes: ['a', 'a '],
      license: 'not a licence',
      links: [
        { key: 0, name: 'Home', url: 'javascript:alert(1)' },
        { key: 1, name: '', url: '' },
      ],
    })
    expect(wrong.name).toMatch(/^This has a character that cannot be shown \(U\+202E\)/)
    expect(wrong.description).toMatch(/^This is longer than 2000/)
    expect(wrong.classes).toEqual([undefined, 'Another class is called the same'])
    expect(wrong.license).toMatch(/SPDX/)
    expect(wrong.links).toEqual([expect.stringMatching(/^This is not a short http/), expect.any(String)])
    expect(isSound(problemsOf({ ...about, name: ' ' }))).toBe(false)
  })

  it('is left out where it is empty, also if the file says it', async () => {
    const model = await trainedExample()
    const file = JSON.parse(new TextDecoder().decode(model.json))
    const json = bytesOf(JSON.stringify({ ...file, description: 'of the file' }))
    const { metadata } = prepareJson(json, preparationOf({ ...aboutOf(model), name: 'Other' }))
    expect(metadata).toMatchObject({ name: 'Other' })
    expect(metadata).not.toHaveProperty('description')
  })
})

describe('options of mechanisms', () => {
  it.each(mechanismNames)('of %s are the rows’ own if nothing is changed', mechanism => {
    for (const classifier of classifierNames) {
      const { options, problems } = check({ ...firstChoice, mechanism }, classifier, 'ETH')
      expect(problems).toBeUndefined()
      expect(options).toEqual(defaultOptions(mechanism, classifier))
    }
  })

  const changed = (mechanism: Choice['mechanism'], texts: Record<string, string>, arbiter = {}): Choice => ({
    mechanism,
    texts: { [mechanism]: texts },
    arbiter: { ...firstChoice.arbiter, ...arbiter },
  })

  it('are filled in as days and ether', () => {
    const choice = changed('bonded', { challengeTime: '0.5', deposit: '0.02' })
    expect(check(choice, 'naive-bayes', 'ETH').options).toMatchObject({
      challengeTime: 43_200,
      deposit: parseEther('0.02'),
    })
    const deposit = rulesOf('deposits', 'ETH').find(({ name }) => name === 'depositWeight')!
    expect(textOf(firstChoice, deposit, 'naive-bayes')).toBe('0.06')
    expect(check(changed('deposits', { depositWeight: '0.36' }), 'naive-bayes', 'ETH').options).toMatchObject(
      {
        depositWeight: 100_000,
      },
    )
  })

  it.each<[Choice, Record<string, RegExp>]>([
    [changed('deposits', { refundTime: '200' }), { refundTime: /Give 0 to 194 days/ }],
    [
      changed('deposits', { refundTime: '8' }),
      { refundTime: /\(8 days\) is above owner claim time \(7 days\)/, ownerClaimTime: /above/ },
    ],
    [changed('points', { dailyCap: '5' }), { contributionPoints: /above/, dailyCap: /above/ }],
    [changed('points', { dailyCap: 'many' }), { dailyCap: /Give 1 to 65535/ }],
    [changed('market', { testSamples: '7' }), { testSamples: /no halves/ }],
    [changed('market', { minSamples: '50' }), { minSamples: /above/, maxSamples: /above/ }],
    [changed('bonded', {}, { address: '0x12' }), { arbiter: /40 hex digits/ }],
    [changed('bonded', {}, { address: `0x${'11'.repeat(20)}`, days: '0' }), { rulingTime: /194 days/ }],
    [
      changed('bonded', {}, { address: `0x${'11'.repeat(20)}`, court: true, data: 'x' }),
      { arbiterData: /hex/ },
    ],
  ])('that a trainer would refuse are refused: %#', (choice, expected) => {
    const { problems } = check(choice, 'naive-bayes', 'ETH')
    expect(Object.keys(problems!).sort()).toEqual(Object.keys(expected).sort())
    for (const [name, words] of Object.entries(expected)) expect(problems![name]).toMatch(words)
  })

  it('are judged by the SDK as well', () => {
    expect(incentiveProblems('market', { loss: 1 }, 'nearest-centroid')).toHaveLength(1)
    expect(incentiveProblems('market', { loss: 1 }, 'naive-bayes')).toEqual([])
  })
})

describe('the outlook', () => {
  it.each(mechanismNames)(
    'of %s is a scenario that runs, on own samples and on generated ones',
    async mechanism => {
      const { training, classifier, classes } = await trainedExample()
      const options = {
        ...defaultOptions(mechanism, classifier),
        ...(mechanism === 'market' ? { testSamples: 20 } : {}),
      }
      for (const model of [
        { classifier, classes, training },
        { classifier, classes, training: undefined },
      ]) {
        const question = { model, mechanism, options, gasPriceGwei: 1 } as never
        const request = outlookRequest(question)
        expect(request.data === undefined).toBe(ownData(question) === undefined)
        expect(parseScenario(request.scenario).mechanism.type).toBe(mechanism)
        const runs: Parameters<typeof outlookOf>[0][number][] = []
        const scenario = { ...request.scenario, duration: 3 * 86_400, evaluateEvery: 86_400 }
        await runSeeds({ ...request, scenario, seeds: 1 }, noProgress, run => runs.push(run))
        const words = outlookWords(outlookOf(runs), mechanism, 'ETH').join(' ')
        expect(words).toMatch(
          /days the model is right in [\d.]+ %; without the attackers it would be in [\d.]+ %/,
        )
        expect(words.includes('points')).toBe(mechanism === 'points')
      }
    },
  )

  it('takes longer where claims do, and not for ever', () => {
    const deposits = (days: number) =>
      daysOf('deposits', { ...defaultOptions('deposits'), refundTime: days * 86_400 })
    expect([1, 20, 190].map(deposits)).toEqual([30, 60, 120])
  })
})

describe('what is kept of a publication', () => {
  const job = {
    json: bytesOf('{"type":"x"}\n'),
    about: { name: 'A\nB' },
    mechanism: 'bonded' as const,
    options: defaultOptions('bonded'),
  }

  it('is the same when it is read again, and nothing when it is cut', () => {
    expect(decodeJob(encodeJob(job))).toEqual(job)
    expect(decodeJob(encodeJob(job).subarray(0, 40))).toBeUndefined()
  })

  it('is told from models of others', () => {
    const owner = '0x1111111111111111111111111111111111111111' as const
    const publication = {
      id: 'a',
      chainId: 1,
      account: owner,
      name: 'A',
      mechanism: 'points' as const,
      classes: ['x'],
      transactions: 2,
      asked: false,
    }
    const model = { owner, mechanism: 'points' as const, metadata: { name: 'A', classes: ['x'] } }
    expect(isPublicationOf(publication, model)).toBe(true)
    expect(
      isPublicationOf(publication, { ...model, owner: '0x2222222222222222222222222222222222222222' }),
    ).toBe(false)
    expect(isPublicationOf(publication, { ...model, metadata: { name: 'A', classes: ['y'] } })).toBe(false)
  })
})

it('names no options of the command line', () => {
  expect(
    withoutFlags([
      'Put the cell in quotes and double those within it; or, if quotes mean nothing here: --no-quotes.',
      'Choose columns: --features a,b,c',
      'Line 3 has an empty text.',
      'Save it as UTF-8; or, where a command takes it, name what it is written in, such as --encoding latin1.',
      'Contracts hold no trees. Train a linear model or naive Bayes from the same data: cotrain train.',
    ]),
  ).toEqual([
    'Put the cell in quotes and double those within it.',
    'Line 3 has an empty text.',
    'Save it as UTF-8.',
    'Contracts hold no trees.',
  ])
})
