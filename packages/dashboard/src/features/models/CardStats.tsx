import { isUnder, type Model, phaseNames } from '@cotrain/sdk'
import { depositPrice } from '@cotrain/sdk/twin'
import { Amount } from '../../ui/Amount.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { phaseTitles } from '../market/phases.ts'
import { useNow } from '../network/useNow.ts'
import { formatPoints } from '../points/words.ts'

/** What a lesson costs or brings, by the model's mechanism. */
export function CardStats({ model }: { model: Model }) {
  const now = useNow()
  if (isUnder(model, 'points')) {
    return <Stat label="A new lesson">Free, {formatPoints(model.incentiveOptions.contributionPoints)}</Stat>
  }
  if (isUnder(model, 'market')) {
    const { bounty, phase } = model.incentive
    return (
      <>
        <Stat label="Market">{phaseTitles[phaseNames[phase]!]}</Stat>
        {bounty > 0n && (
          <Stat label="Bounty">
            <Amount wei={bounty} />
          </Stat>
        )}
      </>
    )
  }
  if (isUnder(model, 'bonded')) {
    const { deposit } = model.incentiveOptions
    return (
      <Stat label="Deposit from">
        <Amount wei={deposit} />
      </Stat>
    )
  }
  if (!isUnder(model, 'deposits')) return null
  const { options, lastContribution } = model.incentive
  return (
    <Stat label="Deposit now">
      {now === undefined ? '…' : <Amount wei={depositPrice(options, now - Number(lastContribution))} />}
    </Stat>
  )
}
