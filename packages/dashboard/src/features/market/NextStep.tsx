import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Amount } from '../../ui/Amount.tsx'
import { formatDate, formatDuration } from '../../ui/format.ts'
import { modelPath } from '../model/modelPath.ts'
import type { MarketModel } from '../model/readyModel.ts'
import { useNow } from '../network/useNow.ts'
import { CancelStep } from './CancelStep.tsx'
import { CloseStep } from './CloseStep.tsx'
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

/** What the market waits for, and the button for it. */
export function NextStep(props: StepProps) {
  const { phaseName } = props.market
  const { title, text, action } = steps[phaseName](props)
  return (
    <Card component="section" aria-labelledby="next-step">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {isIdle(phaseName) && phaseName !== 'none' ? 'Where the market stands' : 'The next step'}
        </Text>
        <Title order={2} id="next-step">
          {title}
        </Title>
        <Text maw={720}>{text}</Text>
        {action}
      </Stack>
    </Card>
  )
}

interface Step {
  title: string
  text: ReactNode
  action?: ReactNode
}

/** What is left to be done when a market is over: pay everybody, and open the next one. */
const afterwards = (props: StepProps) => (
  <>
    <PayStep {...props} />
    {props.market.unpaid === 0n && (
      <>
        <Title order={3}>Open the next one</Title>
        <OpenStep {...props} />
      </>
    )}
  </>
)

/** What there is to do in each phase. */
const steps: Record<PhaseName, (props: StepProps) => Step> = {
  none: props => ({
    title: 'The owner opens a market',
    text: 'The owner puts up a bounty for a hidden test set: a list of samples with their labels. Only salted hashes of its pages go to the chain now, so that nobody can see or change it.',
    action: <OpenStep {...props} />,
  }),
  committing: props => ({
    title: 'Commit a bundle',
    text: <Committing {...props} />,
    action: (
      <Group gap="sm">
        <Button component={Link} to={modelPath(props.model.reference, 'teach')}>
          Make a bundle
        </Button>
        <SaveTestSet {...props} />
        <CancelStep {...props} />
      </Group>
    ),
  }),
  revealing: props => ({
    title: 'Reveal the bundles',
    text: (
      <>
        No more bundles are taken. Those that are committed must be revealed within{' '}
        <Left until={props.market.revealUntil} />. What is not revealed loses stake and fee.
      </>
    ),
    action: <RevealStep {...props} />,
  }),
  testing: props => ({
    title: 'The sponsor publishes the test set',
    text: (
      <>
        The sponsor has <Left until={props.market.testUntil} /> to publish the test set. Else whoever revealed
        a bundle gets back what it paid, with a share of the bounty, and the rest of the bounty is burnt.
      </>
    ),
    action: <PublishStep {...props} />,
  }),
  overdue: props => ({
    title: 'Close the market',
    text:
      props.market.revealed === 0n
        ? 'No bundle was revealed: the bounty goes back to the sponsor when the market is closed.'
        : 'The test set was not published in time. When the market is closed, each revealed bundle can claim what it paid with a share of the bounty, and the rest of the bounty is burnt.',
    action: <CloseStep {...props} />,
  }),
  settling: props => ({
    title: 'Settle the market',
    text: (
      <>
        One bundle after the other is tried on the test set, in an order by lot. Anybody can do the next step;
        it costs gas, and is paid with the bundle’s fee of <Amount wei={props.market.options.fee} />.
      </>
    ),
    action: <SettleStep {...props} />,
  }),
  settled: props => ({
    title: 'The market is settled',
    text: 'Every bundle is scored: see below what yours came to. What of the bounty nobody has earned is the sponsor’s again.',
    action: afterwards(props),
  }),
  defaulted: props => ({
    title: 'The sponsor did not publish the test set',
    text: (
      <>
        The bundles cannot be tried. Each that was revealed has its stake and fee back, and{' '}
        <Amount wei={props.market.share} /> of the bounty: claim yours below.
      </>
    ),
    action: afterwards(props),
  }),
  cancelled: props => ({
    title: 'The sponsor cancelled the market',
    text: 'The bounty went back before anything was revealed, and so do all stakes and fees: claim yours below.',
    action: afterwards(props),
  }),
}

function Committing({ market }: StepProps) {
  const { options, price, bundles } = market
  return (
    <>
      Collect {options.minSamples} to {options.maxSamples} samples that the model should learn, and commit
      them for <Amount wei={price} />: a stake, and a fee for whoever has the bundle scored. Nobody sees them
      until they are revealed. What makes the model better on the hidden test set is paid out of the bounty.{' '}
      {countOf(bundles)} so far; more are taken for <Left until={market.commitUntil} />.
    </>
  )
}

const countOf = (bundles: bigint) =>
  `${bundles.toLocaleString('en')} ${bundles === 1n ? 'bundle is' : 'bundles are'} committed`

/** How long there is, and until when. */
function Left({ until }: { until: bigint }) {
  const now = useNow() ?? 0
  return `${formatDuration(Number(until) - now)} (until ${formatDate(Number(until))})`
}
