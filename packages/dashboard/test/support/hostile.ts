import {
  abiOf,
  classifierNumber,
  contributeSync,
  defaultOptions,
  deployTrainer,
  encodeClassifierOptions,
  encodeIncentiveOptions,
  encodeVocabulary,
  type MechanismName,
  type ModelReference,
  openMarketSync,
  publishEncoder,
  trainerOf,
  vocabularyName,
} from '@cotrain/sdk'
import { createTestSet } from '@cotrain/sdk/market'
import { parseFeatureFile, quantise } from '@cotrain/sdk/models'
import { parseEther, parseEventLogs } from 'viem'
import { clientOf } from './chain.ts'

/** Letters with heaps of marks, of both directions, without a blank. */
const heap = `Z${'\u0353\u030d'.repeat(15)}`
const turned = '\u202eevil\u202c\u2066شرير'
const family = '👨‍👩‍👧‍👦'

/** What a stranger can put into each field of a model's document, to break or to mislead a page. */
export function hostileDocument(name: string, encoder: string, classCount: number): string {
  return JSON.stringify({
    name: `${name}${turned}${heap}${family.repeat(2)}${'W'.repeat(200)}`,
    description: `${heap}${turned} ${'d'.repeat(2_500)}`,
    classes: Array.from({ length: classCount }, (_, c) => `${c}${turned}${heap}${'c'.repeat(64)}`),
    encoder,
    links: {
      'https://good.example/': 'https://evil.example/',
      'In other letters': 'https://аррӏе.example:8443/a',
      'With a user': 'https://good.example@evil.example/',
      'A script': 'javascript:alert(1)',
      ...Object.fromEntries(
        Array.from({ length: 60 }, (_, i) => [
          `${'L'.repeat(60)}${i}`,
          `http://l${i}.example/${'p'.repeat(300)}`,
        ]),
      ),
    },
    license: 'LicenseRef-'.padEnd(64, 'x'),
  })
}

const featureCount = 40
const classCount = 64
/** Words that are published for an encoder: as long as somebody likes. */
const words = Array.from({ length: featureCount }, (_, i) => `w${i}${heap}${'x'.repeat(300)}`)

const testSamples = 12
const optionsUnder = (mechanism: MechanismName) => ({
  ...defaultOptions(mechanism),
  ...(mechanism === 'market' ? { testSamples } : {}),
})

/** A model with 64 classes and words of a stranger, account 5, whose account 2 has taught it a sample. */
export async function deployHostile(rpcUrl: string, mechanism: MechanismName): Promise<ModelReference> {
  const client = clientOf(rpcUrl, 5)
  await deployTrainer(client, { mechanism })
  const published = encodeVocabulary(words)
  const quantised = quantise({
    type: 'sparse multiclass perceptron',
    classifications: Array.from({ length: classCount }, (_, c) => String(c)),
    weights: Array.from({ length: classCount }, (_, c) =>
      Float64Array.from({ length: featureCount }, (_, i) => ((c * 7 + i) % 5) - 2),
    ),
    intercepts: new Float64Array(classCount),
    learningRate: 1,
  })
  const { classifier } = quantised
  const hash = await client.writeContract({
    address: trainerOf(mechanism).trainer,
    abi: abiOf({ mechanism }),
    functionName: 'createModel',
    args: [
      BigInt(classifierNumber(classifier)),
      encodeClassifierOptions(classifier, quantised.options),
      encodeIncentiveOptions(mechanism, optionsUnder(mechanism)),
      0,
      hostileDocument(mechanism, vocabularyName(published), classCount),
      quantised.words,
    ],
  } as never)
  const { logs } = await client.waitForTransactionReceipt({ hash })
  const [created] = parseEventLogs({ abi: abiOf({ mechanism }), logs, eventName: 'ModelCreated' })
  const model = { ...trainerOf(mechanism), classifier, modelId: created!.args.modelId } as ModelReference
  const told = await publishEncoder(client, { model, data: published } as never)
  await client.waitForTransactionReceipt({ hash: told as never })
  if (mechanism === 'market') await openMarket(rpcUrl, model)
  else {
    const sample = Uint16Array.from({ length: featureCount }, (_, i) => i)
    await contributeSync(clientOf(rpcUrl, 2), { model, label: 3, sample, maxDeposit: parseEther('10') })
  }
  return model
}

async function openMarket(rpcUrl: string, model: ModelReference): Promise<void> {
  const lines = Array.from({ length: testSamples }, (_, i) => `${i % classCount} ${i % featureCount}`)
  const testSet = createTestSet(parseFeatureFile(lines.join('\n')), { classifier: model.classifier })
  await openMarketSync(clientOf(rpcUrl, 5), { model: model as never, testSet, bounty: parseEther('1') })
}
