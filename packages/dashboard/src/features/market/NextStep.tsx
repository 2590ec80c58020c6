import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useKeptFocus } from '../../ui/useKeptFocus.ts'
import { useAccountAddress } from '../account/accounts.ts'
import { modelPath } from '../model/modelPath.ts'
import type { MarketModel } from '../model/readyModel.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { useNow } from '../network/useNow.ts'
import { CancelStep } from './CancelStep.tsx'
import { CloseStep } from './CloseStep.tsx'
import { MarketBooks } from './MarketBooks.tsx'
import { useRewards } from './marketQuery.ts'
import { marketWords, roleIn } from './marketWords.ts'
import { OpenStep } from './OpenStep.tsx'
import { PayStep } from './PayStep.tsx'
import { PublishStep } from './PublishStep.tsx'
import { isIdle, type Market, type PhaseName } from './phases.ts'
import { RevealStep } from './RevealStep.tsx'
import { SaveTestSet } from './SaveTestSet.tsx'
import { SettleStep } from './SettleStep.tsx'

export interface StepProps {
  model: MarketModel
  market: Market
}

/** What the market waits for, what that is to the reader, what comes of it otherwise, and the button for it. */
export function NextStep(props: StepProps) {
  const { phaseName } = props.market
  const { title, text, yours, otherwise } = useMarketWords(props)
  const Action = actions[phaseName]
  const focus = useKeptFocus<HTMLHeadingElement>(`${title} ${yours}`)
  return (
    <Card component="section" aria-labelledby="next-step" {...focus.part}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {isIdle(phaseName) && phaseName !== 'none' ? 'Where the market stands' : 'The next step'}
        </Text>
        <Title order={2} id="next-step" {...focus.target}>
          {title}
        </Title>
        <Text maw={720}>{text}</Text>
        <Text maw={720} fw={600} data-testid="yours">
          {yours}
        </Text>
        <Action {...props} />
        <Text maw={720} size="sm" c="dimmed">
          {otherwise}
        </Text>
        <MarketBooks {...props} />
        {isIdle(phaseName) && phaseName !== 'none' && <OpenNext {...props} />}
      </Stack>
    </Card>
  )
}

function useMarketWords({ model, market }: StepProps) {
  const account = useAccountAddress()
  const now = useNow() ?? Number(market.time)
  const { symbol } = useNetwork().chain.nativeCurrency
  const { data: rewards = [] } = useRewards(model)
  const own = rewards.filter(({ own, record }) => own && record.market === market.market)
  const { owner } = model.twin.model(model.reference.modelId)
  return marketWords(market, { role: roleIn(market, owner, own, account), own, now, symbol })
}

/** When everybody is paid the owner can open another market. */
function OpenNext(props: StepProps) {
  if (props.market.unpaid > 0n) return null
  return (
    <>
      <Title order={3}>Open the next one</Title>
      <OpenStep {...props} />
    </>
  )
}

const Committing = (props: StepProps) => (
  <Group gap="sm">
    <Button component={Link} to={modelPath(props.model.reference, 'teach')}>
      Make a bundle
    </Button>
    <SaveTestSet {...props} />
    <CancelStep {...props} />
  </Group>
)

/** What there is to do in each phase. */
const actions: Record<PhaseName, (props: StepProps) => ReactNode> = {
  none: OpenStep,
  committing: Committing,
  revealing: RevealStep,
  testing: PublishStep,
  overdue: CloseStep,
  settling: SettleStep,
  settled: PayStep,
  defaulted: PayStep,
  cancelled: PayStep,
}
