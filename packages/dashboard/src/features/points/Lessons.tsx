import { Button, VisuallyHidden } from '@mantine/core'
import { useCallback } from 'react'
import type { Address } from 'viem'
import { useAccountAddress } from '../account/accounts.ts'
import { Person } from '../account/Person.tsx'
import { ContributionRow } from '../model/ContributionRow.tsx'
import { ContributionSection, NothingTaught } from '../model/ContributionSection.tsx'
import type { PointsModel } from '../model/readyModel.ts'
import { useOfNow } from '../model/useOfNow.ts'
import type { PointsActions } from './usePointsActions.ts'
import {
  actionOf,
  actionWords,
  explainOthers,
  explainOwn,
  formatPoints,
  type PointsClaim,
  statusWords,
} from './words.ts'

interface Props {
  model: PointsModel
  claims: readonly PointsClaim[]
  actions: PointsActions
}

/** The account's contributions, the newest first. */
export function OwnLessons({ model, claims, actions }: Props) {
  const own = claims.filter(claim => claim.own).toReversed()
  const none = 'What you teach this model stands here, with what it brings you.'
  return (
    <ContributionSection
      title="My contributions"
      rows={own}
      none={<NothingTaught model={model} text={none} />}
    >
      {claim => (
        <Row model={model} claim={claim} actions={actions}>
          <Words claim={claim} explain={explainOwn} />
        </Row>
      )}
    </ContributionSection>
  )
}

/** Contributions of others that the account can report or has reported. */
export function OthersLessons({ model, claims, actions }: Props) {
  const account = useAccountAddress()
  const mine = ({ report }: PointsClaim) => report?.reporter.toLowerCase() === account?.toLowerCase()
  const others = claims.filter(claim => !claim.own && (claim.action === 'report' || mine(claim)))
  return (
    <ContributionSection title="Bad data of others" rows={others.toReversed()} none={whyNone(model, account)}>
      {claim => (
        <Row model={model} claim={claim} actions={actions}>
          By <Person address={claim.contribution.contributor} />.{' '}
          <Words claim={claim} explain={explainOthers} />
        </Row>
      )}
    </ContributionSection>
  )
}

function whyNone({ twin, reference }: PointsModel, account: Address | undefined): string {
  const { verified, reports, pendingReports } = account
    ? twin.reputation(reference.modelId, account)
    : { verified: 0, reports: 0, pendingReports: 0 }
  const open = Number(verified) - Number(reports) - Number(pendingReports)
  return open > 0
    ? `None at the moment. Contributions that the model disagrees with appear here when their time has come; you can report ${open.toLocaleString('en')} of them.`
    : 'None. For each lesson of yours that was verified, you can report one contribution that the model disagrees with.'
}

interface WordsProps {
  claim: PointsClaim
  explain: (claim: PointsClaim, now: number) => string
}

/** How it stands; only what is on the screen counts the seconds. */
function Words({ claim, explain }: WordsProps) {
  return useOfNow(useCallback((now: number) => explain(claim, now), [claim, explain])) ?? explain(claim, 0)
}

interface RowProps {
  model: PointsModel
  claim: PointsClaim
  /** Whose it is and how it stands. */
  children: React.ReactNode
  actions: PointsActions
}

function Row({ model, claim, children, actions }: RowProps) {
  const { index, contribution, status, points } = claim
  const action = actionOf(claim)
  const side = action && (
    <Button
      size="sm"
      variant={action === 'report' || points === 0 ? 'light' : 'filled'}
      color={action === 'report' ? 'red' : 'petrol'}
      loading={actions.isSending(claim)}
      onClick={() => actions.send(claim)}
    >
      {actionWords[action]}
      {points > 0 && action !== 'report' && action !== 'dismiss' && `, ${formatPoints(points)}`}
      <VisuallyHidden>&nbsp;of contribution {String(index)}</VisuallyHidden>
    </Button>
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
