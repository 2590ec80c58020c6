import { type MechanismName, type Model, phaseNames } from '@cotrain/sdk'
import { type ComponentType, useCallback } from 'react'
import { Amount } from '../../ui/Amount.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { ArbiterStat } from '../bonded/ArbiterStat.tsx'
import { isIdle, phaseTitles } from '../market/phases.ts'
import { useOfNow } from '../model/useOfNow.ts'
import { formatPoints } from '../points/words.ts'
import { depositNow } from './view.ts'

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

function DepositNow({ model }: { model: Model<'deposits'> }) {
  const price = useOfNow(useCallback((now: number) => String(depositNow(model, now)), [model]))
  return <Stat label="Deposit now">{price === undefined ? '…' : <Amount wei={BigInt(price)} />}</Stat>
}
