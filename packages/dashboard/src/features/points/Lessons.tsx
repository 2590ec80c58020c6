import { Button, Text, Title, VisuallyHidden } from '@mantine/core'
import { Link } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Paged } from '../../ui/Paged.tsx'
import { useAccountAddress } from '../account/accounts.ts'
import { Person } from '../account/Person.tsx'
import { ContributionList, ContributionRow } from '../model/ContributionRow.tsx'
import { modelPath } from '../model/modelPath.ts'
import type { PointsModel } from '../model/readyModel.ts'
import { useNow } from '../network/useNow.ts'
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
  const now = useNow() ?? 0
  const own = claims.filter(claim => claim.own).toReversed()
  return (
    <section aria-labelledby="own-lessons">
      <Title order={2} id="own-lessons">
        My contributions
      </Title>
      {own.length === 0 && (
        <EmptyState title="None yet" text="What you teach this model stands here, with what it brings you.">
          <Button component={Link} to={modelPath(model.reference, 'teach')} variant="light">
            Teach the model
          </Button>
        </EmptyState>
      )}
      <Paged all={own}>
        {shown => (
          <ContributionList>
            {shown.map(claim => (
              <Row key={String(claim.index)} model={model} claim={claim} actions={actions}>
                {explainOwn(claim, now)}
              </Row>
            ))}
          </ContributionList>
        )}
      </Paged>
    </section>
  )
}

/** Contributions of others that the account can report or has reported. */
export function OthersLessons({ model, claims, actions }: Props) {
  const now = useNow() ?? 0
  const account = useAccountAddress()?.toLowerCase()
  const mine = ({ report }: PointsClaim) => report?.reporter.toLowerCase() === account
  const others = claims.filter(claim => !claim.own && (claim.action === 'report' || mine(claim)))
  return (
    <section aria-labelledby="others-lessons">
      <Title order={2} id="others-lessons">
        Bad data of others
      </Title>
      {others.length === 0 ? (
        <WhyNone model={model} />
      ) : (
        <Paged all={others.toReversed()}>
          {shown => (
            <ContributionList>
              {shown.map(claim => (
                <Row key={String(claim.index)} model={model} claim={claim} actions={actions}>
                  By <Person address={claim.contribution.contributor} />. {explainOthers(claim, now)}
                </Row>
              ))}
            </ContributionList>
          )}
        </Paged>
      )}
    </section>
  )
}

function WhyNone({ model: { twin, reference } }: { model: PointsModel }) {
  const account = useAccountAddress()
  const { verified, reports, pendingReports } = account
    ? twin.reputation(reference.modelId, account)
    : { verified: 0, reports: 0, pendingReports: 0 }
  const open = Number(verified) - Number(reports) - Number(pendingReports)
  return (
    <Text c="dimmed" mt="xs" maw={640}>
      {open > 0
        ? `None at the moment. Contributions that the model disagrees with appear here when their time has come; you can report ${open.toLocaleString('en')} of them.`
        : 'None. For each lesson of yours that was verified, you can report one contribution that the model disagrees with.'}
    </Text>
  )
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
