import { readFile } from 'node:fs/promises'
import { formatModelId, type MechanismName } from '@cotrain/sdk'
import { connectToLocal } from '../../context.ts'
import { deployFile } from '../../deployFile.ts'
import type { Output } from '../../output.ts'
import type { DeployedDemo } from './Demo.ts'
import { heldOutDigits } from './digits.ts'
import { readShipped, shippedFile } from './shipped.ts'

/**
 * Who owns these: another account than that which people use when they name none, for two who send at the same time as one
 * account are in each other's way.
 */
export const laterOwner = 9

/** A model that comes with Cotrain, in the folder of this name, as it is deployed. */
type LaterDemo = { folder: string; mechanism: MechanismName; license: string }

const demos: readonly LaterDemo[] = [
  { folder: 'intents', mechanism: 'points', license: 'CC0-1.0' },
  { folder: 'digits', mechanism: 'bonded', license: 'MIT' },
  { folder: 'recommender', mechanism: 'deposits', license: 'CC0-1.0' },
]

/**
 * Deploys the demos that nobody waits for, one after the other, unless they are there already. What is broken off goes on
 * the next time.
 *
 * @param onDeployed Told of each as soon as it can be used.
 * @param stop No other one is begun, and nothing is said of errors, once it is aborted: the chain is going then.
 */
export async function deployLater(
  { out, rpcUrl }: { out: Output; rpcUrl: string },
  onDeployed: (demo: DeployedDemo) => void,
  stop: AbortSignal,
): Promise<void> {
  // what is sent in between would draw over what people read and type
  const quiet = { ...out, interactive: false, log: () => {} }
  for (const demo of demos) {
    if (stop.aborted) return
    try {
      onDeployed(await deploy(demo, quiet, rpcUrl))
    } catch (error) {
      if (!stop.aborted) out.log(`The demo "${demo.folder}" is not there: ${(error as Error).message}`)
    }
  }
}

async function deploy(
  { folder, mechanism, license }: LaterDemo,
  out: Output,
  rpcUrl: string,
): Promise<DeployedDemo> {
  const file = await readShipped(folder, `npm run train:${folder}`)
  const client = await connectToLocal(rpcUrl, laterOwner)
  const name = file.name ?? folder
  const { model } = await deployFile(client, out, { file, name, license, mechanism, flags: {} })
  const text = await (folder === 'digits'
    ? digitsIfThere()
    : readFile(shippedFile(folder, 'held-out.txt'), 'utf8'))
  const id = formatModelId(model)
  return text === undefined ? { id } : { id, heldOut: { path: `/held-out/${folder}.txt`, text } }
}

/** The digits come from a package that a published command line does without. */
async function digitsIfThere(): Promise<string | undefined> {
  const { DataMissingError } = await import('@cotrain/simulator/data/sets')
  return heldOutDigits().catch(error => {
    if (error instanceof DataMissingError) return undefined
    throw error
  })
}
