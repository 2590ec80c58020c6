import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { constants, gzipSync } from 'node:zlib'
import { encoderRows } from '@cotrain/encoders'
import { type RecordingIndex, recordingVersion } from '../src/features/demo/chain/recording.ts'
import type { LocalModel } from '../src/features/network/network.ts'
import type { LocalChain } from './localChain.ts'
import { recordChain } from './recordChain.ts'

/** Where a page looks for its demo. */
const place = 'demo'

/**
 * Records a running `cotrain up` into `demo/` of a built page: the chain, and the files that its models need.
 *
 * @returns The length of the recording as it is stored, in bytes.
 */
export async function recordDemo(page: string, { rpcUrl, dashboardUrl }: LocalChain): Promise<number> {
  const models = await allModels(dashboardUrl)
  const recording = await recordChain(rpcUrl)
  const folder = join(page, place)
  await rm(folder, { recursive: true, force: true })
  const take = async (path: string | undefined) => {
    if (path === undefined) return undefined
    const response = await fetch(dashboardUrl + path)
    if (!response.ok) throw new Error(`${path} cannot be had: ${response.status}`)
    await put(join(folder, path), await response.text())
    return `./${place}${path}`
  }
  await takeEncoders(page, dashboardUrl)
  const moved: LocalModel[] = []
  for (const { heldOut, secret, ...model } of models) {
    const files = { heldOut: await take(heldOut), secret: await take(secret) }
    moved.push(JSON.parse(JSON.stringify({ ...model, ...files })))
  }
  const packed = gzipSync(JSON.stringify(recording), { level: constants.Z_BEST_COMPRESSION })
  const file = `./${place}/recording.json.gz`
  const index: RecordingIndex = {
    version: recordingVersion,
    chainId: recording.chainId,
    file,
    bytes: packed.length,
    models: moved,
  }
  await put(join(page, file), packed)
  // last, for the page has a demo from now on
  await put(join(folder, 'index.json'), JSON.stringify(index))
  return packed.length
}

/** All models that come with Cotrain: some are deployed when the page could be shown already. */
async function allModels(dashboardUrl: string): Promise<LocalModel[]> {
  for (;;) {
    const response = await fetch(`${dashboardUrl}/local.json`)
    const { models, isComplete } = (await response.json()) as { models: LocalModel[]; isComplete: boolean }
    if (isComplete) return models
    await setTimeout(1_000)
  }
}

/** Files of the encoders that come with Cotrain: models of the demo take texts through them. */
async function takeEncoders(page: string, dashboardUrl: string): Promise<void> {
  for (const { name, files } of encoderRows.filter(({ packages }) => packages.length === 0)) {
    for (const { path } of files) {
      const response = await fetch(`${dashboardUrl}/encoders/${name}/${path}`)
      if (!response.ok) throw new Error(`${path} of the encoder ${name} cannot be had: ${response.status}`)
      await put(join(page, 'encoders', name, path), new Uint8Array(await response.arrayBuffer()))
    }
  }
}

async function put(file: string, contents: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, contents)
}
