import { Amount } from '../../ui/Amount.tsx'
import type { MarketModel } from '../model/readyModel.ts'
import { Price } from './Price.tsx'
import { Schedule } from './Schedule.tsx'
import { stakeSchedule } from './schedule.ts'

/** The stake, and what becomes of it. */
export function MarketAside({ model }: { model: MarketModel }) {
  const { twin, reference, synced } = model
  const { options, bounty } = twin.incentive(reference.modelId, synced.time)
  return (
    <>
      <Price
        label="Stake"
        note={
          <>
            The same for everybody. The contributions share a bounty of <Amount wei={bounty} />.
          </>
        }
      >
        <Amount wei={options.stake} />
      </Price>
      <Schedule title="What happens to the stake" steps={stakeSchedule(options)} />
    </>
  )
}
