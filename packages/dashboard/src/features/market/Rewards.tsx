import { claimRewardsSync } from '@cotrain/sdk'
import { Button, Card, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Amount } from '../../ui/Amount.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { formatAmount } from '../../ui/format.ts'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { ContributionSection } from '../model/ContributionSection.tsx'
import type { MarketModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { useRewards } from './marketQuery.ts'
import type { Market } from './phases.ts'
import { RewardRow } from './RewardRow.tsx'
import type { Reward } from './rewardWords.ts'

interface Props {
  model: MarketModel
  market: Market
}

/** What each contribution has earned; one's own with a button that pays them. */
export function Rewards({ model, market }: Props) {
  const { data: rewards, error } = useRewards(model)
  if (!rewards)
    return error ? <ErrorNotice error={error} title="The rewards cannot be read" /> : <Placeholder />
  const own = rewards.filter(reward => reward.own)
  const others = rewards.filter(reward => !reward.own)
  const row = (reward: Reward) => <RewardRow model={model} market={market} reward={reward} />
  return (
    <>
      <ClaimCard model={model} rewards={own} />
      <ContributionSection
        title="My contributions"
        none="None. What you contribute stands here."
        rows={inOrder(own)}
      >
        {row}
      </ContributionSection>
      <ContributionSection title="Contributions of others" none="None so far." rows={inOrder(others)}>
        {row}
      </ContributionSection>
    </>
  )
}

function ClaimCard({ model, rewards }: { model: MarketModel; rewards: readonly Reward[] }) {
  const { symbol } = useNetwork().chain.nativeCurrency
  const claim = useSend(async client => {
    const { total } = await claimRewardsSync(client, { model: model.reference })
    const message = `${formatAmount(total)} ${symbol} came to your account.`
    notifications.show({ color: 'green', title: 'Paid', message })
  })
  const due = rewards.filter(({ status }) => status === 'claimable')
  if (due.length === 0 && !claim.error) return null
  const total = due.reduce((sum, { amount = 0n }) => sum + amount, 0n)
  return (
    <Card>
      <Group justify="space-between" gap="md">
        <div>
          <Text size="sm" c="dimmed">
            You can claim now
          </Text>
          <Text fz="xl" fw={700} data-testid="claimable">
            <Amount wei={total} />
          </Text>
          <Text size="sm" c="dimmed">
            Stakes and parts of the bounty, in one transaction.
          </Text>
        </div>
        <Button disabled={due.length === 0} loading={claim.isPending} onClick={() => claim.mutate(undefined)}>
          Claim everything
        </Button>
      </Group>
      <ErrorNotice error={claim.error} />
    </Card>
  )
}

/** In the order of scoring once it is drawn, else the newest first. */
function inOrder(rewards: readonly Reward[]): Reward[] {
  return rewards.toSorted((a, b) =>
    a.position !== undefined && b.position !== undefined
      ? Number(a.position - b.position)
      : Number(b.index - a.index),
  )
}
