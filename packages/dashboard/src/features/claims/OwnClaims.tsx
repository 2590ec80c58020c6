import type { Claim } from '@cotrain/sdk'
import { ContributionSection, NothingTaught } from '../model/ContributionSection.tsx'
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
  const none = 'What you teach this model stands here, with the state of its deposit.'
  return (
    <ContributionSection
      title="My contributions"
      rows={claims.toReversed()}
      none={<NothingTaught model={model} text={none} />}
    >
      {claim => (
        <ClaimRow model={model} claim={claim} actions={actions}>
          {explainOwn(claim, now)}
        </ClaimRow>
      )}
    </ContributionSection>
  )
}
