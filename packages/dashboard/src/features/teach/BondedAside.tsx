import { Amount } from '../../ui/Amount.tsx'
import type { BondedModel } from '../model/readyModel.ts'
import { Price } from './Price.tsx'
import { Schedule } from './Schedule.tsx'
import { bondedSchedule } from './schedule.ts'

/** The deposit, and what becomes of it. */
export function BondedAside({ model }: { model: BondedModel }) {
  const { modelId } = model.reference
  const { options } = model.twin.incentive(modelId)
  return (
    <>
      <Price
        label="Deposit"
        note={
          <>
            <Amount wei={model.twin.price(modelId, model.synced.time)} /> for what the model does not know.
          </>
        }
      >
        <Amount wei={options.deposit} />
      </Price>
      <Schedule title="What happens to the deposit" steps={bondedSchedule(options)} />
    </>
  )
}
