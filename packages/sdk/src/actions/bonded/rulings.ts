import type { CotrainClient } from '../internal/client.ts'
import type { ContributionRecord } from '../internal/history.ts'
import { readTrainer } from '../internal/readTrainer.ts'
import { mapAbreast } from '../internal/sync/blocks.ts'
import type { SyncedModel } from '../syncModel.ts'

/** What an arbiter has found: a label, or undefined when it refused. */
export type Ruling = { readonly label: number | undefined }

/** By the index of a contribution. */
export type Rulings = ReadonlyMap<bigint, Ruling>

/** What the arbiter has ruled of the contributions that are disputed: events of rulings do not tell their model. */
export async function rulingsOf(
  client: CotrainClient,
  { contributions, model, twin }: Pick<SyncedModel<'bonded'>, 'contributions' | 'model' | 'twin'>,
): Promise<Rulings> {
  const disputed = contributions.filter(({ status }) => status === 'disputed')
  if (disputed.length === 0) return new Map()
  const { arbiter } = twin.incentive(model.modelId).options
  const found = await mapAbreast(disputed, async ({ index, dispute }: ContributionRecord) => {
    const args = [arbiter, dispute!.disputeId] as const
    const [, , ruled, ruling] = await readTrainer(client, { model, functionName: 'disputeOf', args })
    return ruled ? [[index, { label: ruling === 0n ? undefined : Number(ruling) - 1 }] as const] : []
  })
  return new Map(found.flat())
}
