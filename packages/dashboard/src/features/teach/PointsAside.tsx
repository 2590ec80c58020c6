import type { PointsModel } from '../model/readyModel.ts'
import { learnsAlways } from './advice.ts'
import { Price } from './Price.tsx'
import { Schedule } from './Schedule.tsx'
import { pointsSchedule } from './schedule.ts'

/** That it is free, and how it comes to points. */
export function PointsAside({ model }: { model: PointsModel }) {
  const { options } = model.twin.incentive(model.reference.modelId)
  return (
    <>
      <Price label="To teach it" note="You pay the chain for the transaction, nothing else.">
        Free
      </Price>
      <Schedule title="How you earn points" steps={pointsSchedule(options, learnsAlways(model))} />
    </>
  )
}
