import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { IncentiveOptions } from '@cotrain/sdk'
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

/** A model that comes with Cotrain: its file, and mails that its training never saw. */
type Demo = { model: string; heldOut: string; heldOutUrl: string }

const spamFilter: Demo = {
  model: shipped('spam-filter/model.json'),
  heldOut: shipped('spam-filter/held-out.txt'),
  heldOutUrl: '/held-out/spam-filter.txt',
}

function shipped(path: string): string {
  return fileURLToPath(new URL(`../../../../models/${path}`, import.meta.url))
}

export type DeployedDemo = { modelId: bigint; heldOutUrl: string; heldOut: string }

/** Puts the spam filter on a local chain, unless it is there already. */
export async function deployDemo(client: Connection, out: Output): Promise<DeployedDemo> {
  if (!existsSync(spamFilter.model)) {
    throw new CliError(`The spam filter is missing: ${spamFilter.model}.`, [
      'Train it with `npm run train:spam`, or start without it: cotrain up --empty',
    ])
  }
  const file = await readModelFile(spamFilter.model)
  const { model, created } = await deployFile(client, out, {
    file,
    name: file.name ?? 'Spam filter',
    incentiveOptions: demoOptions,
  })
  if (created) out.log('Deployed the spam filter.')
  const heldOut = await readFile(spamFilter.heldOut, 'utf8')
  return { modelId: model.modelId, heldOutUrl: spamFilter.heldOutUrl, heldOut }
}
