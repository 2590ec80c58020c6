import type { Claim } from '@cotrain/sdk'
import { Button, Text, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { Amount } from '../../ui/Amount.tsx'
import type { ReadyModel } from '../model/readyModel.ts'
import { SampleWords } from '../model/SampleWords.tsx'
import classes from './ClaimRow.module.css'
import { StatusBadge } from './StatusBadge.tsx'
import type { ClaimActions } from './useClaimActions.ts'

interface Props {
  model: ReadyModel
  claim: Claim
  /** Whose it is and how it stands. */
  children: ReactNode
  actions: ClaimActions
}

/** One contribution: what it says, how its deposit stands, and what can be done. */
export function ClaimRow({ model, claim, children, actions }: Props) {
  const { index, contribution, status, action, amount } = claim
  return (
    <li className={classes.row} aria-label={`Contribution ${index}`}>
      <div className={classes.status}>
        <StatusBadge status={status} />
      </div>
      <div className={classes.text}>
        <Text>
          <Text span c="dimmed">
            #{String(index)}
          </Text>{' '}
          <SampleWords model={model} sample={contribution.sample} /> is{' '}
          <strong>{model.classNames[contribution.label]}</strong>
        </Text>
        <Text size="sm" c="dimmed">
          {children}
        </Text>
      </div>
      <div className={classes.money}>
        <Text size="sm" c="dimmed">
          Deposit <Amount wei={contribution.deposit} />
        </Text>
        {action && (
          <Button
            size="sm"
            variant={action === 'refund' ? 'filled' : 'light'}
            loading={actions.isSending(claim)}
            onClick={() => actions.send([claim])}
          >
            {action === 'refund' ? 'Get back' : 'Take'}&nbsp;
            <Amount wei={amount} />
            <VisuallyHidden>&nbsp;of contribution {String(index)}</VisuallyHidden>
          </Button>
        )}
      </div>
    </li>
  )
}
