import { readFile } from 'node:fs/promises'
import { formatModelId } from '@cotrain/sdk'
import { deployFile } from '../../deployFile.ts'
import type { DeployedDemo, Stage } from './Demo.ts'
import { readShipped, shippedFile } from './shipped.ts'

/**
 * The spam filter under deposits, the model that examples speak of: a refund takes a day, and an hour after the last
 * contribution the next one costs 0.001 ETH (right after it 0.06).
 */
export async function deploySpamFilter({ client, out }: Stage): Promise<DeployedDemo> {
  const file = await readShipped('spam-filter', 'npm run train:spam')
  const name = file.name ?? 'Spam filter'
  const { model, created } = await deployFile(client, out, {
    file,
    name,
    license: 'CC0-1.0',
    mechanism: 'deposits',
    flags: {},
  })
  if (created) out.log(`Deployed "${name}", under deposits.`)
  const text = await readFile(shippedFile('spam-filter', 'held-out.txt'), 'utf8')
  return { id: formatModelId(model), heldOut: { path: '/held-out/spam-filter.txt', text } }
}
