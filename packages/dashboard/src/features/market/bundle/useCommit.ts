import {
  type Bundle,
  commitBundlesSync,
  commitmentOf,
  createBundle,
  formatModelId,
  listBundles,
  syncModel,
} from '@cotrain/sdk'
import type { Address, Client } from 'viem'
import type { MarketModel } from '../../model/readyModel.ts'
import { useSend } from '../../model/useSend.ts'
import { useKeptBundles } from '../secrets.ts'
import type { BundleDraft, DraftSample } from './draft.ts'

/**
 * Makes a bundle of what is collected, keeps it, and commits it. One that was kept when it was not known what became of
 * its transaction is committed as it is, or not again if it is on the chain.
 */
export function useCommit(model: MarketModel, draft: BundleDraft) {
  const { byCommitment, keep } = useKeptBundles(model)
  return useSend(
    async (client, samples: readonly DraftSample[]) => {
      const { reference, twin, synced } = model
      const contributor = client.account.address
      const same = [...byCommitment.values()].filter(bundle => isOf(bundle, contributor, samples))
      const onChain = await committedNow(client, model)
      const found = same.find(bundle => onChain.has(commitmentOf(bundle)))
      const number = found && onChain.get(commitmentOf(found))
      if (found && number !== undefined) {
        draft.empty()
        return { bundle: found, number }
      }
      const { minSamples, maxSamples } = twin.incentive(reference.modelId, synced.time).options
      const { classifier, modelId } = reference
      const fresh = { classifier, modelId, contributor, minSamples, maxSamples }
      const bundle = same.find(each => !onChain.has(commitmentOf(each))) ?? createBundle(samples, fresh)
      keep(bundle)
      const { bundles } = await commitBundlesSync(client, { model: reference, bundles: [bundle] })
      draft.empty()
      return { bundle, number: bundles[0]! }
    },
    samples => ({
      title: `Commit a bundle of ${samples.length} samples`,
      model: model.reference,
      once: `commit:${formatModelId(model.reference)}`,
    }),
  )
}

/**
 * All commitments on the chain, with the numbers of the bundles that are committed now; those that were revealed or are
 * of an earlier market have none.
 */
async function committedNow(client: Client, { reference, synced: previous }: MarketModel) {
  const synced = await syncModel(client as never, { model: reference, previous })
  const records = await listBundles(client as never, { model: reference, synced: synced as typeof previous })
  const present = Math.max(...records.map(({ market }) => market))
  return new Map(
    records.map(({ commitment, bundle, market, status }) => [
      commitment,
      market === present && status === 'committed' ? bundle : undefined,
    ]),
  )
}

/** Whether a bundle is of this account and these samples. */
function isOf(bundle: Bundle, contributor: Address, samples: readonly DraftSample[]): boolean {
  if (bundle.contributor.toLowerCase() !== contributor.toLowerCase()) return false
  const labels = new Map(samples.map(({ sample, label }) => [sample, label]))
  return (
    bundle.samples.length === labels.size &&
    bundle.samples.every(({ sample, label }) => labels.get(sample) === label)
  )
}
