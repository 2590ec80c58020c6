import { Amount } from '../../ui/Amount.tsx'
import { formatDuration } from '../../ui/format.ts'
import { Stat } from '../../ui/Stat.tsx'
import { isModelUnder, type ReadyModel } from './readyModel.ts'

/** What its mechanism makes of a model: for the head of its page. */
export function MechanismStats({ model }: { model: ReadyModel }) {
  const { modelId } = model.reference
  if (isModelUnder(model, 'deposits')) {
    const { options, totalVerified } = model.twin.incentive(modelId)
    return (
      <>
        <Stat label="Verified">{totalVerified.toLocaleString('en')}</Stat>
        <Stat label="Refund after">{formatDuration(options.refundTime)}</Stat>
      </>
    )
  }
  if (isModelUnder(model, 'points')) {
    const { options, totalVerified } = model.twin.incentive(modelId)
    return (
      <>
        <Stat label="Verified">{totalVerified.toLocaleString('en')}</Stat>
        <Stat label="Points for a lesson">{options.contributionPoints.toLocaleString('en')}</Stat>
        <Stat label="Verified after">{formatDuration(options.verifyTime)}</Stat>
      </>
    )
  }
  if (isModelUnder(model, 'bonded')) {
    const { challengeTime } = model.twin.incentive(modelId).options
    return <Stat label="Time to challenge">{formatDuration(challengeTime)}</Stat>
  }
  if (!isModelUnder(model, 'market')) return null
  const { options, bounty } = model.twin.incentive(modelId, model.synced.time)
  return (
    <>
      {bounty > 0n && (
        <Stat label="Bounty">
          <Amount wei={bounty} />
        </Stat>
      )}
      <Stat label="Stake">
        <Amount wei={options.stake} />
      </Stat>
    </>
  )
}
