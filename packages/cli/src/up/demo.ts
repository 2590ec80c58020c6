import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { formatModelId, type IncentiveOptions } from '@cotrain/sdk'
import type { Connection } from '../context.ts'
import { deployFile } from '../deployFile.ts'
import { CliError } from '../errors.ts'
import { readModelFile } from '../modelFiles.ts'
import type { Output } from '../output.ts'

const day = 86_400

/** A refund takes a day, and an hour after the last contribution the next one costs 0.001 ETH (right after it 0.06). */
const demoOptions: IncentiveOptions = {
  refundTime: day,
  ownerClaimTime: 7 * day,
  anyClaimTime: 9 * day,
  depositWeight: 16_667,
}

/** A model that comes with Cotrain: its file, and samples that its training never saw. */
type Demo = { model: string; heldOut: () => Promise<string>; heldOutUrl: string; train: string }

/** The first one is the one that examples speak of. */
const demos: readonly Demo[] = [
  shipped('spam-filter', 'spam'),
  { ...shipped('penguins'), heldOut: readHeldOutPenguins },
  shipped('reviews'),
]

function shipped(folder: string, script = folder): Demo {
  const path = (name: string) =>
    fileURLToPath(new URL(`../../../../models/${folder}/${name}`, import.meta.url))
  return {
    model: path('model.json'),
    heldOut: () => readFile(path('held-out.txt'), 'utf8'),
    heldOutUrl: `/held-out/${folder}.txt`,
    train: `npm run train:${script}`,
  }
}

/** They are not ours to keep in a file: they come from the data set's package. */
async function readHeldOutPenguins(): Promise<string> {
  const { heldOutPenguins } = await import('../../../../scripts/data/penguins.ts')
  return heldOutPenguins()
}

/** The file of the model that stands for all when none is named. */
export const shippedModel = fileURLToPath(
  new URL('../../../../models/spam-filter/model.json', import.meta.url),
)

export type DeployedDemo = { id: string; heldOutUrl: string; heldOut: string }

/** Puts the models that come with Cotrain on a local chain, unless they are there already. */
export async function deployDemos(client: Connection, out: Output): Promise<DeployedDemo[]> {
  const deployed: DeployedDemo[] = []
  for (const demo of demos) deployed.push(await deployDemo(client, out, demo))
  return deployed
}

async function deployDemo(client: Connection, out: Output, demo: Demo): Promise<DeployedDemo> {
  if (!existsSync(demo.model)) {
    throw new CliError(`A model that comes with Cotrain is missing: ${demo.model}.`, [
      `Train it with \`${demo.train}\`, or start without it: cotrain up --empty`,
    ])
  }
  const file = await readModelFile(demo.model)
  const name = file.name ?? 'Model'
  const { model, created } = await deployFile(client, out, { file, name, incentiveOptions: demoOptions })
  if (created) out.log(`Deployed "${name}".`)
  return { id: formatModelId(model), heldOutUrl: demo.heldOutUrl, heldOut: await demo.heldOut() }
}
