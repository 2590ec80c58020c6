import { Amount } from '../../ui/Amount.tsx'
import type { MarketModel } from '../model/readyModel.ts'
import { Price } from './Price.tsx'
import { Schedule } from './Schedule.tsx'
import { bundleSchedule } from './schedule.ts'

/** What a bundle costs, and what becomes of it. */
export function MarketAside({ model }: { model: MarketModel }) {
  const { twin, reference, synced } = model
  const { options, bounty } = twin.incentive(reference.modelId, synced.time)
  return (
    <>
      <Price
        label="A bundle"
        note={
          <>
            A stake of <Amount wei={options.stake} /> and a fee of <Amount wei={options.fee} />, the same for
            everybody. Bundles are paid out of a bounty of <Amount wei={bounty} />.
          </>
        }
      >
        <Amount wei={options.stake + options.fee} />
      </Price>
      <Schedule title="What happens to a bundle" steps={bundleSchedule(options)} />
    </>
  )
}
