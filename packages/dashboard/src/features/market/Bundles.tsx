import type { Reward } from '@cotrain/sdk'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { ListSection } from '../model/ListSection.tsx'
import type { MarketModel } from '../model/readyModel.ts'
import { BundleRow } from './BundleRow.tsx'
import { ClaimCard } from './ClaimCard.tsx'
import { useRewards } from './marketQuery.ts'
import { marketEnds } from './money.ts'
import type { Market } from './phases.ts'
import { useKeptBundles } from './secrets.ts'

interface Props {
  model: MarketModel
  market: Market
}

const keyOf = ({ bundle }: Reward) => bundle

/** All bundles and what they came to; one's own first, with a button that has them paid. */
export function Bundles({ model, market }: Props) {
  const { data: rewards, error } = useRewards(model)
  const { byCommitment } = useKeptBundles(model)
  if (!rewards)
    return error ? <ErrorNotice error={error} title="The bundles cannot be read" /> : <Placeholder />
  const present = rewards.filter(({ record }) => record.market === market.market)
  const earlier = rewards.filter(({ record }) => record.market !== market.market)
  const ends = marketEnds(model.synced.events)
  const phaseOf = ({ record }: Reward) =>
    record.market === market.market ? market.phaseName : (ends[record.market] ?? 'settled')
  const row = (reward: Reward) => (
    <BundleRow
      model={model}
      phase={phaseOf(reward)}
      reward={reward}
      kept={byCommitment.get(reward.record.commitment)}
    />
  )
  return (
    <>
      <ClaimCard model={model} rewards={rewards} />
      <ListSection
        title="My bundles"
        none="None. What you commit stands here."
        rows={inOrder(present.filter(({ own }) => own))}
        keyOf={keyOf}
      >
        {row}
      </ListSection>
      <ListSection
        title="Bundles of others"
        none="None so far."
        rows={inOrder(present.filter(({ own }) => !own))}
        keyOf={keyOf}
      >
        {row}
      </ListSection>
      {earlier.length > 0 && (
        <ListSection
          title="Bundles of earlier markets"
          none="None."
          rows={earlier.toReversed()}
          keyOf={keyOf}
        >
          {row}
        </ListSection>
      )}
    </>
  )
}

/** In the order of scoring once it is drawn, else the newest first. */
function inOrder(rewards: readonly Reward[]): Reward[] {
  return rewards.toSorted((a, b) => {
    const [first, second] = [a.record.position, b.record.position]
    return first !== undefined && second !== undefined ? Number(first - second) : Number(b.bundle - a.bundle)
  })
}
