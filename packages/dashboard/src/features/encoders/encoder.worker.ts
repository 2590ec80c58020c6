import {
  decodePicture,
  httpSource,
  type LoadedEncoder,
  loadEncoder,
  type Picture,
  rowOf,
} from '@cotrain/encoders'
import { EncoderInputError } from '@cotrain/sdk'
import { toPlainWords } from '../../ui/plainWords.ts'
import { cachedSource, forget } from './cachedSource.ts'
import { type EncoderInput, type EncoderMessage, type EncoderRequest, previewSide } from './protocol.ts'
import { smaller } from './smaller.ts'

const tell = (message: EncoderMessage) => postMessage(message)

let encoder: LoadedEncoder | undefined

/** One encoder a worker: it is loaded first, and encodes from then on, one input after the other. */
addEventListener('message', async ({ data }: MessageEvent<EncoderRequest>) => {
  if (data.type === 'load') return load(data.name, data.baseUrl)
  try {
    tell({ type: 'encoded', id: data.id, encoded: encode(data.input) })
  } catch (error) {
    tell({ type: 'refused', id: data.id, problem: toPlainWords(error) })
  }
})

async function load(name: string, baseUrl: string): Promise<void> {
  try {
    encoder = await loadEncoder(name, {
      source: cachedSource(httpSource(baseUrl)),
      onProgress: progress => tell({ type: 'progress', progress }),
    })
    tell({ type: 'ready' })
  } catch (error) {
    const row = rowOf(name)
    // who tries again gets the files anew
    if (row && error instanceof Error && error.name === 'EncoderFileError') await forget(row)
    tell({ type: 'failed', problem: toPlainWords(error) })
  }
}

function encode(input: EncoderInput) {
  if (encoder?.input === 'text' && typeof input === 'string') {
    return { sample: encoder.encode(input), preview: undefined }
  }
  if (encoder?.input === 'picture' && typeof input !== 'string') {
    const picture: Picture = decodePicture(input)
    return { sample: encoder.encode(picture), preview: smaller(picture, previewSide) }
  }
  throw new EncoderInputError(`This model takes ${encoder?.input === 'text' ? 'texts' : 'pictures'}.`)
}
