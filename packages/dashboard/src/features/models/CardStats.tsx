import { type MechanismName, type Model, phaseNames } from '@cotrain/sdk'
import { depositPrice } from '@cotrain/sdk/twin'
import type { ComponentType } from 'react'
import { Amount } from '../../ui/Amount.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { ArbiterStat } from '../bonded/ArbiterStat.tsx'
import { isIdle, phaseTitles } from '../market/phases.ts'
import { useNow } from '../network/useNow.ts'
import { formatPoints } from '../points/words.ts'

/** What a lesson costs or brings, by the model's mechanism. */
export function CardStats({ model }: { model: Model }) {
  const Stats = cards[model.mechanism] as ComponentType<{ model: Model }>
  return <Stats model={model} />
}

const cards: { [mechanism in MechanismName]: ComponentType<{ model: Model<mechanism> }> } = {
  deposits: DepositNow,
  points: ({ model: { incentiveOptions } }) => (
    <Stat label="A new lesson">Free, {formatPoints(incentiveOptions.contributionPoints)}</Stat>
  ),
  market: ({ model: { incentive } }) => (
    <>
      <Stat label="Market">{phaseTitles[phaseNames[incentive.phase]!]}</Stat>
      {!isIdle(phaseNames[incentive.phase]!) && (
        <Stat label="Bounty">
          <Amount wei={incentive.bounty} />
        </Stat>
      )}
    </>
  ),
  bonded: ({ model: { arbiter, incentiveOptions } }) => (
    <>
      <Stat label="Deposit from">
        <Amount wei={incentiveOptions.deposit} />
      </Stat>
      <ArbiterStat arbiter={arbiter} />
    </>
  ),
}

function DepositNow({ model: { incentive } }: { model: Model<'deposits'> }) {
  const now = useNow()
  const { options, lastContribution } = incentive
  return (
    <Stat label="Deposit now">
      {now === undefined ? '…' : <Amount wei={depositPrice(options, now - Number(lastContribution))} />}
    </Stat>
  )
}
