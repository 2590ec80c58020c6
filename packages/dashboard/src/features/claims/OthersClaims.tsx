import type { Claim } from '@cotrain/sdk'
import type { Address } from 'viem'
import { useAccountAddress } from '../account/accounts.ts'
import { Person } from '../account/Person.tsx'
import { ContributionSection } from '../model/ContributionSection.tsx'
import type { DepositModel } from '../model/readyModel.ts'
import { ClaimRow } from './ClaimRow.tsx'
import { explainOthers } from './statuses.ts'
import type { ClaimActions } from './useClaimActions.ts'

interface Props {
  model: DepositModel
  claims: readonly Claim[]
  actions: ClaimActions
}

/** Contributions of others whose deposits can be taken now, and how much of them. */
export function OthersClaims({ model, claims, actions }: Props) {
  const account = useAccountAddress()
  return (
    <ContributionSection
      title="Contributions of others that you can take from"
      rows={claims}
      none={whyNone(model, account)}
    >
      {claim => (
        <ClaimRow model={model} claim={claim} actions={actions}>
          By <Person address={claim.contribution.contributor} />. {explainOthers(claim)}
        </ClaimRow>
      )}
    </ContributionSection>
  )
}

function whyNone({ twin, reference }: DepositModel, account: Address | undefined): string {
  const verified = account ? twin.verified(reference.modelId, account) : 0n
  return verified === 0n
    ? 'None. You need a verified contribution first: one of yours that the model agreed with and whose deposit you got back.'
    : `None at the moment. You have ${verified} verified ${verified === 1n ? 'contribution' : 'contributions'}: deposits that the model disagrees with appear here when their time has come.`
}
