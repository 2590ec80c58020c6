import type { Claim } from '@cotrain/sdk'
import { Text, Title } from '@mantine/core'
import { useAccountAddress } from '../account/accounts.ts'
import { Person } from '../account/Person.tsx'
import { ContributionList } from '../model/ContributionRow.tsx'
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
  return (
    <section aria-labelledby="others-claims">
      <Title order={2} id="others-claims">
        Contributions of others that you can take from
      </Title>
      {claims.length === 0 ? (
        <WhyNone model={model} />
      ) : (
        <ContributionList>
          {claims.map(claim => (
            <ClaimRow key={String(claim.index)} model={model} claim={claim} actions={actions}>
              By <Person address={claim.contribution.contributor} />. {explainOthers(claim)}
            </ClaimRow>
          ))}
        </ContributionList>
      )}
    </section>
  )
}

function WhyNone({ model: { twin, reference } }: { model: DepositModel }) {
  const account = useAccountAddress()
  const verified = account ? twin.verified(reference.modelId, account) : 0n
  return (
    <Text c="dimmed" mt="xs" maw={640}>
      {verified === 0n
        ? 'None. You need a verified contribution first: one of yours that the model agreed with and whose deposit you got back.'
        : `None at the moment. You have ${verified} verified ${verified === 1n ? 'contribution' : 'contributions'}: deposits that the model disagrees with appear here when their time has come.`}
    </Text>
  )
}
