import type { Claim } from '@cotrain/sdk'
import { Button, Text, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { Amount } from '../../ui/Amount.tsx'
import { ContributionRow } from '../model/ContributionRow.tsx'
import type { DepositModel } from '../model/readyModel.ts'
import { statusWords } from './statuses.ts'
import type { ClaimActions } from './useClaimActions.ts'

interface Props {
  model: DepositModel
  claim: Claim
  /** Whose it is and how it stands. */
  children: ReactNode
  actions: ClaimActions
}

/** One contribution: what it says, how its deposit stands, and what can be done. */
export function ClaimRow({ model, claim, children, actions }: Props) {
  const { index, contribution, status, action, amount } = claim
  const side = (
    <>
      <Text size="sm" c="dimmed">
        Deposit <Amount wei={contribution.deposit} />
      </Text>
      {action && (
        <Button
          size="sm"
          variant={action === 'refund' ? 'filled' : 'light'}
          loading={actions.isSending(claim)}
          onClick={() => actions.send(claim)}
        >
          {action === 'refund' ? 'Get back' : 'Take'}&nbsp;
          <Amount wei={amount} />
          <VisuallyHidden>&nbsp;of contribution {String(index)}</VisuallyHidden>
        </Button>
      )}
    </>
  )
  return (
    <ContributionRow
      model={model}
      index={index}
      contribution={contribution}
      status={statusWords[status]}
      side={side}
    >
      {children}
    </ContributionRow>
  )
}
