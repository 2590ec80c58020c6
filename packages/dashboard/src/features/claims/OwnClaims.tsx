import type { Claim } from '@cotrain/sdk'
import { Button, Title } from '@mantine/core'
import { Link } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ContributionList } from '../model/ContributionRow.tsx'
import { modelPath } from '../model/modelPath.ts'
import type { DepositModel } from '../model/readyModel.ts'
import { useNow } from '../network/useNow.ts'
import { ClaimRow } from './ClaimRow.tsx'
import { explainOwn } from './statuses.ts'
import type { ClaimActions } from './useClaimActions.ts'

interface Props {
  model: DepositModel
  claims: readonly Claim[]
  actions: ClaimActions
}

export function OwnClaims({ model, claims, actions }: Props) {
  const now = useNow() ?? 0
  return (
    <section aria-labelledby="own-claims">
      <Title order={2} id="own-claims">
        My contributions
      </Title>
      {claims.length === 0 && (
        <EmptyState
          title="None yet"
          text="What you teach this model stands here, with the state of its deposit."
        >
          <Button component={Link} to={modelPath(model.reference, 'teach')} variant="light">
            Teach the model
          </Button>
        </EmptyState>
      )}
      <ContributionList>
        {claims.toReversed().map(claim => (
          <ClaimRow key={String(claim.index)} model={model} claim={claim} actions={actions}>
            {explainOwn(claim, now)}
          </ClaimRow>
        ))}
      </ContributionList>
    </section>
  )
}
