import type { Tensor } from '@tensorflow/tfjs-core'
import { averageArea, type Grid } from '../pictures/averageArea.ts'
import { checkPicture, overWhite } from '../pictures/checkPicture.ts'
import type { EncoderFile, EncoderRow, Picture } from '../types.ts'
import type { Encoder } from './Encoder.ts'
import {
  type ModelDescription,
  parseJson,
  startTensorflow,
  tensorflowPackages,
  wasmFile,
} from './tensorflow.ts'
import { toNorm } from './toNorm.ts'

const featureCount = 480
/** Pixels of a side of the picture that the network sees. */
const side = 256

const description: EncoderFile = {
  path: '@vladmandic/human/models/centernet.json',
  bytes: 201_673,
  sha256: 'bfb942eaacc5becf738d536663bc4580a0ae9e560722306e6d4dd7fe4a09de05',
}
const weights: EncoderFile = {
  path: '@vladmandic/human/models/centernet.bin',
  bytes: 4_030_290,
  sha256: '1b635a15009071f506f9f2b3519b31c072c534888989f30d269ffd44734ef7ef',
}

const row: EncoderRow = {
  name: 'coco-mobilenet-480-v1',
  title: 'Photographs',
  input: 'picture',
  featureCount,
  files: [description, weights, wasmFile],
  license: 'unclear',
  packages: [...tensorflowPackages, '@vladmandic/human@3.3.6'],
  words:
    'What is on a photograph, as the first part of a network sees it that finds 80 kinds of things (trained on COCO). 4 MB, which have to be installed: the package is under the MIT License, but on what terms its makers had the network is unclear.',
}

const input = 'tower_0/images'
const output = 'tower_0/extern1/hard_swish/mul_1'
/** 1 is this many units of the whole numbers that the network's are rounded to. */
const units = 128

/**
 * The mean of what the network of `centernet` says of the parts of a picture, brought to norm 1.
 *
 * 1. The picture is put over white and averaged by area (see `averageArea`) to 256 × 256 pixels, its form not kept.
 * 2. The network runs to the named node in TensorFlow.js 4.22.0 on the file of WebAssembly that is in the row.
 * 3. Of each of the 480 numbers the mean of the 8 × 8 parts is taken: they are added in doubles, row by row.
 *    Each mean x becomes ⌊128 x + 1/2⌋, and these are brought to norm 1 by `toNorm`.
 */
export const cocoMobilenet: Encoder = {
  row,
  async load(files) {
    const { core, loadModel } = await startTensorflow(row, files.get(wasmFile.path)!)
    const model = loadModel(forSide(parseJson(files.get(description.path)!)), [files.get(weights.path)!])
    const run = (colours: Float32Array) =>
      core.tidy(() => {
        const seen = core.tensor4d(colours, [1, side, side, 3])
        const result = model.execute({ [input]: seen }, output) as Tensor
        return result.dataSync<'float32'>()
      })
    return {
      input: 'picture',
      name: row.name,
      featureCount,
      encode: picture => toNorm(meansOf(run(coloursOf(picture)))),
    }
  },
}

/** Red, green and blue of each pixel that the network sees, from 0 to 255. */
function coloursOf(picture: Picture): Float32Array {
  checkPicture(picture)
  const { width, height, data } = picture
  const colours = new Float32Array(side * side * 3)
  for (let c = 0; c < 3; c++) {
    const values = new Uint8Array(width * height)
    for (let i = 0; i < values.length; i++) values[i] = overWhite(data[4 * i + c]!, data[4 * i + 3]!)
    const small: Grid = averageArea({ width, height, values }, side, side)
    for (let i = 0; i < side * side; i++) colours[3 * i + c] = small.values[i]!
  }
  return colours
}

function meansOf(numbers: Float32Array): Int32Array {
  const sums = new Float64Array(featureCount)
  for (let i = 0; i < numbers.length; i++) sums[i % featureCount]! += numbers[i]!
  const parts = numbers.length / featureCount
  return Int32Array.from(sums, sum => Math.round((sum / parts) * units))
}

/** The network for pictures of our size: it was published for another one only. */
function forSide(model: ModelDescription): ModelDescription {
  const { node } = model.modelTopology
  const shape = { shape: { dim: [1, side, side, 3].map(size => ({ size: String(size) })) } }
  return {
    ...model,
    modelTopology: {
      ...model.modelTopology,
      node: node.map(each => (each.name === input ? { ...each, attr: { ...each.attr, shape } } : each)),
    },
  }
}
