import { Amount } from '../../ui/Amount.tsx'
import type { DepositModel } from '../model/readyModel.ts'
import { learnsAlways } from './advice.ts'
import { Price } from './Price.tsx'
import { Schedule } from './Schedule.tsx'
import { depositSchedule } from './schedule.ts'
import { usePrice } from './usePrice.ts'

/** The deposit of this second, where it goes from here, and what becomes of it. */
export function DepositAside({ model }: { model: DepositModel }) {
  const price = usePrice(model)
  const { modelId } = model.reference
  const { options, lastContribution } = model.twin.incentive(modelId)
  const top = model.twin.price(modelId, lastContribution)
  return (
    <>
      <Price
        label="Deposit now"
        note={
          <>
            It falls as time passes. Right after a contribution it is <Amount wei={top} />, so that nobody can
            flood the model.
          </>
        }
      >
        {price === undefined ? '…' : <Amount wei={price} />}
      </Price>
      <Schedule title="What happens to the deposit" steps={depositSchedule(options, learnsAlways(model))} />
    </>
  )
}
