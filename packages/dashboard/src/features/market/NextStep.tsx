import { Button, Card, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatDate, formatDuration } from '../../ui/format.ts'
import { modelPath } from '../model/modelPath.ts'
import type { MarketModel } from '../model/readyModel.ts'
import { useNow } from '../network/useNow.ts'
import { CancelStep } from './CancelStep.tsx'
import { CommitStep } from './CommitStep.tsx'
import { DrawStep } from './DrawStep.tsx'
import type { Market, PhaseName } from './phases.ts'
import { RevealStep } from './RevealStep.tsx'
import { SettleStep } from './SettleStep.tsx'
import { WithdrawStep } from './WithdrawStep.tsx'

export interface StepProps {
  model: MarketModel
  market: Market
}

/** Phases after which nothing has to be done but to pay. */
const over: readonly PhaseName[] = ['settled', 'defaulted', 'cancelled']

/** What the market waits for, and the button for it. */
export function NextStep(props: StepProps) {
  const { title, text, action } = steps[props.market.phaseName](props)
  return (
    <Card component="section" aria-labelledby="next-step">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {over.includes(props.market.phaseName) ? 'Where the market stands' : 'The next step'}
        </Text>
        <Title order={2} id="next-step">
          {title}
        </Title>
        <Text maw={720}>{text}</Text>
        {action}
        <CancelStep {...props} />
      </Stack>
    </Card>
  )
}

interface Step {
  title: string
  text: ReactNode
  action?: ReactNode
}

/** What there is to do in each phase. */
const steps: Record<PhaseName, (props: StepProps) => Step> = {
  created: props => ({
    title: 'The owner commits a bounty and a test set',
    text: 'The owner puts up a bounty and commits to a test set: a list of samples with their labels, cut into pieces. Only salted hashes of the pieces go to the chain now, so that nobody can see or change them.',
    action: <CommitStep {...props} />,
  }),
  drawing: props => ({
    title: 'Draw the pieces to be shown',
    text: <Drawing {...props} />,
    action: <DrawStep {...props} />,
  }),
  opening: props => ({
    title: 'The sponsor shows the drawn pieces',
    text: 'With them everybody sees what kind of samples the model will be tried on. Then the market opens.',
    action: <RevealStep {...props} />,
  }),
  open: ({ market, model: { reference } }) => ({
    title: 'Contribute',
    text: <Closing market={market} />,
    action: (
      <div>
        <Button component={Link} to={modelPath(reference, 'teach')}>
          Contribute
        </Button>
      </div>
    ),
  }),
  revealing: props => ({
    title: 'The sponsor reveals the rest',
    text: <Deadline market={props.market} />,
    action: <RevealStep {...props} />,
  }),
  settling: props => ({
    title: 'Settle the market',
    text: 'The contributions are tried one after the other on the hidden samples, in an order that was drawn. Anybody can do the next step; it costs gas, and who does it gains nothing by it.',
    action: <SettleStep {...props} />,
  }),
  settled: props => ({
    title: 'The market is settled',
    text: 'Every contribution has its part: see below what yours has earned. What of the bounty nobody has earned goes back to the sponsor.',
    action: <WithdrawStep {...props} />,
  }),
  defaulted: () => ({
    title: 'The sponsor did not reveal in time',
    text: 'The contributions cannot be tried. So all stakes come back, and all contributions share the bounty in equal parts: claim yours below.',
  }),
  cancelled: props => ({
    title: 'The sponsor cancelled the market',
    text: 'It never opened, and nobody had staked anything. The model can still be asked.',
    action: <WithdrawStep {...props} />,
  }),
}

function Drawing({ market: { drawBlock, options, pieces } }: StepProps) {
  return `The hash of block ${drawBlock.toLocaleString('en')} picks ${options.drawnPieces} of the ${pieces} pieces. Nobody could know it when the test set was committed, and whoever draws gets the same. But a sponsor who dislikes the draw can begin again with another model: ask why, if one like this was given up.`
}

function Closing({ market: { closesAt, options, contributions } }: { market: Market }) {
  const left = Number(closesAt) - (useNow() ?? 0)
  return `The market closes in ${formatDuration(left)} (${formatDate(Number(closesAt))}), or as soon as there are ${options.maxContributions.toLocaleString('en')} contributions; there are ${contributions.toLocaleString('en')}. What makes the model better on the hidden samples earns a part of the bounty.`
}

function Deadline({ market: { revealDeadline } }: { market: Market }) {
  const left = Number(revealDeadline) - (useNow() ?? 0)
  return `The market has closed. The sponsor has ${formatDuration(left)} (until ${formatDate(Number(revealDeadline))}) to reveal the hidden pieces of the test set. Else all stakes come back, and the contributions share the whole bounty.`
}
