import { Text } from '@mantine/core'
import { Amount } from '../../ui/Amount.tsx'
import { Person } from '../account/Person.tsx'
import { ContributionRow } from '../model/ContributionRow.tsx'
import type { MarketModel } from '../model/readyModel.ts'
import type { Market } from './phases.ts'
import { explainResult, type Reward, resultOf } from './rewardWords.ts'

interface Props {
  model: MarketModel
  market: Market
  reward: Reward
}

/** One contribution: what it says, how it did, and what it gets. */
export function RewardRow({ model, market, reward }: Props) {
  const { index, contribution, contributor, own } = reward
  return (
    <ContributionRow
      model={model}
      index={index}
      contribution={contribution}
      status={resultOf(market, reward)}
      side={<Pay stake={market.options.stake} reward={reward} />}
    >
      {!own && (
        <>
          By <Person address={contributor} />.{' '}
        </>
      )}
      {explainResult(market, reward)}
    </ContributionRow>
  )
}

/** What the contribution gets, and how that compares with the stake. */
function Pay({ stake, reward: { amount, profit, status } }: { stake: bigint; reward: Reward }) {
  if (amount === undefined || profit === undefined) {
    return (
      <Text size="sm" c="dimmed">
        Stake <Amount wei={stake} />
      </Text>
    )
  }
  return (
    <>
      <Text fw={600}>
        <Amount wei={amount} />
      </Text>
      <Text size="sm" c="dimmed" ta="right">
        {status === 'claimed' ? 'Paid: ' : ''}
        {profit === 0n ? (
          'the stake'
        ) : (
          <>
            the stake {profit > 0n ? 'and' : 'less'} <Amount wei={profit > 0n ? profit : -profit} />
          </>
        )}
      </Text>
    </>
  )
}
