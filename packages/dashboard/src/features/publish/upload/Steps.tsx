import type { DeploymentStep } from '@cotrain/sdk'
import { CheckCircleIcon, ClockIcon, PencilSquareIcon } from '@heroicons/react/24/outline'
import { Loader, Progress, Text } from '@mantine/core'
import classes from './Steps.module.css'
import type { Step } from './uploads.ts'

const kindNames: Record<DeploymentStep, string> = {
  proxy: 'The contract that deploys others',
  trainer: 'Code of the mechanism and its classifiers',
  model: 'The model',
  weights: 'More of its weights',
  encoder: 'What others need to make samples for it',
}

const stateNames: Record<Step['state'], string> = {
  waiting: 'not sent yet',
  asked: 'confirm it in your wallet',
  sent: 'sent, waiting for a block',
  mined: 'on the chain',
}

interface Props {
  steps: readonly Step[]
  /** Transactions that were on the chain before these. */
  before: number
}

/** Every transaction of an upload, and how far it is. */
export function Steps({ steps, before }: Props) {
  const total = before + steps.length
  const mined = before + steps.filter(({ state }) => state === 'mined').length
  return (
    <div>
      <Text size="sm" fw={600} mb={6} data-testid="uploaded" role="status">
        {mined} of {total} {total === 1 ? 'transaction is' : 'transactions are'} on the chain
      </Text>
      <Progress value={(100 * mined) / Math.max(1, total)} mb="sm" aria-label="Transactions on the chain" />
      <ol className={classes.list} aria-label="Transactions">
        {before > 0 && (
          <li className={classes.step}>
            <Icon state="mined" />
            <Text size="sm" span>
              {before === 1 ? 'One before these' : `${before} before these`}
            </Text>
            <Text size="sm" span c="dimmed">
              {stateNames.mined}
            </Text>
          </li>
        )}
        {steps.map(({ kind, state, hash }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: transactions stay in their order
          <li key={i} className={classes.step} data-state={state}>
            <Icon state={state} />
            <Text size="sm" span title={hash}>
              {kindNames[kind]}
              {countOf(steps, i)}
            </Text>
            <Text size="sm" span c="dimmed">
              {stateNames[state]}
            </Text>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Which of several of the same kind it is. */
function countOf(steps: readonly Step[], i: number): string {
  const same = [...steps.keys()].filter(j => steps[j]!.kind === steps[i]!.kind)
  return same.length > 1 ? `, ${same.indexOf(i) + 1} of ${same.length}` : ''
}

function Icon({ state }: { state: Step['state'] }) {
  if (state === 'mined') return <CheckCircleIcon width={18} aria-hidden className={classes.done} />
  if (state === 'sent') return <Loader size={16} aria-hidden />
  if (state === 'asked') return <PencilSquareIcon width={18} aria-hidden />
  return <ClockIcon width={18} aria-hidden className={classes.waiting} />
}
