import { Stack, Title } from '@mantine/core'
import { Amount } from '../../ui/Amount.tsx'
import { formatDuration } from '../../ui/format.ts'
import { Stat, Stats } from '../../ui/Stat.tsx'
import { Person } from '../account/Person.tsx'
import { formatLoss, lossName } from './losses.ts'
import type { Market } from './phases.ts'

/** The market in numbers. */
export function Figures({ market }: { market: Market }) {
  const { options, price, phaseName } = market
  return (
    <Stack>
      <Title order={2}>In numbers</Title>
      <Stats>
        <Money market={market} />
        <Stat label="Price of a bundle">
          <Amount wei={price} />
        </Stat>
        <Stat label="of which are staked">
          <Amount wei={options.stake} />
        </Stat>
        <Stat label="Samples of a bundle">
          {options.minSamples} to {options.maxSamples}
        </Stat>
        <Stat label="Test set" hint={`Loss: ${lossName(market)}`}>
          {testSetWords(market)}
        </Stat>
        {phaseName === 'none' && <Times market={market} />}
        <Progress market={market} />
      </Stats>
    </Stack>
  )
}

function Money({ market: { bounty, pot, sponsor, phaseName } }: { market: Market }) {
  if (phaseName === 'none') return null
  return (
    <>
      <Stat label="Bounty">
        <Amount wei={bounty} />
      </Stat>
      {phaseName === 'settling' && (
        <Stat label="Left in the pot">
          <Amount wei={pot} />
        </Stat>
      )}
      <Stat label="Sponsor">
        <Person address={sponsor} />
      </Stat>
    </>
  )
}

/** How long each phase of the next market will take. */
function Times({ market: { options } }: { market: Market }) {
  return (
    <>
      <Stat label="Time to commit">{formatDuration(options.commitTime)}</Stat>
      <Stat label="Time to reveal">{formatDuration(options.revealTime)}</Stat>
      <Stat label="Time to publish">{formatDuration(options.testTime)}</Stat>
    </>
  )
}

/** What is known of the test set. */
export function testSetWords({ options, pages, published, phaseName }: Market): string {
  const samples = `${options.testSamples} samples`
  if (phaseName === 'none') return samples
  const onPages = `${samples} on ${pages} ${pages === 1n ? 'page' : 'pages'}`
  if (published === 0n) return `${onPages}, hidden`
  return published === pages ? `${onPages}, published` : `${onPages}, ${published} published`
}

function Progress({ market }: { market: Market }) {
  const { phaseName, bundles, revealed, firstPayLoss, payLoss, firstKeepLoss, keepLoss } = market
  if (phaseName === 'none') return null
  return (
    <>
      <Stat label="Bundles">{bundles.toLocaleString('en')}</Stat>
      {phaseName !== 'committing' && phaseName !== 'cancelled' && (
        <Stat label="Revealed">{revealed.toLocaleString('en')}</Stat>
      )}
      {(phaseName === 'settling' || (phaseName === 'settled' && revealed > 0n)) && (
        <>
          <Stat label="On the half that pays" hint={`at first ${formatLoss(market, firstPayLoss)}`}>
            {formatLoss(market, payLoss)}
          </Stat>
          <Stat label="On the half that decides" hint={`at first ${formatLoss(market, firstKeepLoss)}`}>
            {formatLoss(market, keepLoss)}
          </Stat>
        </>
      )}
    </>
  )
}
