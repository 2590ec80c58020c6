import { Stack, Title } from '@mantine/core'
import { Amount } from '../../ui/Amount.tsx'
import { Stat, Stats } from '../../ui/Stat.tsx'
import { Person } from '../account/Person.tsx'
import { formatLoss } from './losses.ts'
import type { Market } from './phases.ts'
import { bitsOf } from './pieces.ts'

/** The market in numbers. */
export function Figures({ market }: { market: Market }) {
  const { options, bounty, sponsor, pieces, revealed, contributions } = market
  return (
    <Stack>
      <Title order={2}>In numbers</Title>
      <Stats>
        {bounty > 0n && (
          <>
            <Stat label="Bounty">
              <Amount wei={bounty} />
            </Stat>
            <Stat label="Sponsor">
              <Person address={sponsor} />
            </Stat>
          </>
        )}
        <Stat label="Stake of a contribution">
          <Amount wei={options.stake} />
        </Stat>
        <Stat label="Contributions">
          {contributions.toLocaleString('en')} of {options.maxContributions.toLocaleString('en')}
        </Stat>
        {pieces > 0n && (
          <Stat label="Pieces of the test set shown">
            {bitsOf(revealed).length} of {pieces.toLocaleString('en')}
          </Stat>
        )}
        <Losses market={market} />
      </Stats>
    </Stack>
  )
}

/** How the model did at first and does now on the hidden samples, once they are revealed. */
function Losses({ market }: { market: Market }) {
  const { phaseName, firstLoss, loss, hiddenSamples } = market
  if (hiddenSamples === 0n || (phaseName !== 'settling' && phaseName !== 'settled')) return null
  return (
    <>
      <Stat label="First model, hidden samples">{formatLoss(market, firstLoss)}</Stat>
      <Stat label="Now">{formatLoss(market, loss)}</Stat>
    </>
  )
}
