import { phaseNames } from '@cotrain/sdk'
import { Amount } from '../../ui/Amount.tsx'
import { formatDuration } from '../../ui/format.ts'
import { Stat } from '../../ui/Stat.tsx'
import { ArbiterStat } from '../bonded/ArbiterStat.tsx'
import { isIdle } from '../market/phases.ts'
import { type ReadyModel, underMechanism } from './readyModel.ts'

/** What its mechanism makes of a model: for the head of its page. */
export function MechanismStats({ model }: { model: ReadyModel }) {
  const { modelId } = model.reference
  return underMechanism(model, {
    deposits: ({ twin }) => {
      const { options, totalVerified } = twin.incentive(modelId)
      return (
        <>
          <Stat label="Verified">{totalVerified.toLocaleString('en')}</Stat>
          <Stat label="Refund after">{formatDuration(options.refundTime)}</Stat>
        </>
      )
    },
    points: ({ twin }) => {
      const { options, totalVerified } = twin.incentive(modelId)
      return (
        <>
          <Stat label="Verified">{totalVerified.toLocaleString('en')}</Stat>
          <Stat label="Points for a lesson">{options.contributionPoints.toLocaleString('en')}</Stat>
          <Stat label="Verified after">{formatDuration(options.verifyTime)}</Stat>
        </>
      )
    },
    bonded: ({ twin, arbiter }) => (
      <>
        <Stat label="Time to challenge">{formatDuration(twin.incentive(modelId).options.challengeTime)}</Stat>
        <ArbiterStat arbiter={arbiter} />
      </>
    ),
    market: ({ twin, synced }) => {
      const { options, bounty, phase } = twin.incentive(modelId, synced.time)
      return (
        <>
          {!isIdle(phaseNames[phase]!) && (
            <Stat label="Bounty">
              <Amount wei={bounty} />
            </Stat>
          )}
          <Stat label="A bundle">
            <Amount wei={options.stake + options.fee} />
          </Stat>
        </>
      )
    },
  })
}
