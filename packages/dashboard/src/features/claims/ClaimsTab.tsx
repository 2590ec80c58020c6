import { Stack } from '@mantine/core'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { useAccountAddress } from '../account/accounts.ts'
import type { DepositModel } from '../model/readyModel.ts'
import { ClaimAll } from './ClaimAll.tsx'
import { useClaims } from './claimsQuery.ts'
import { OthersClaims } from './OthersClaims.tsx'
import { OwnClaims } from './OwnClaims.tsx'
import { useClaimActions } from './useClaimActions.ts'

export function ClaimsTab({ model }: { model: DepositModel }) {
  const account = useAccountAddress()
  const { data: claims, error } = useClaims(model)
  const actions = useClaimActions(model)
  if (!account) {
    return (
      <EmptyState
        title="No account is chosen"
        text="Choose one at the top of the page to see its contributions and what it can claim."
      />
    )
  }
  if (!claims)
    return error ? <ErrorNotice error={error} title="The claims cannot be read" /> : <Placeholder />
  return (
    <Stack gap="xl">
      <ErrorNotice error={actions.error} />
      <ClaimAll claims={claims} actions={actions} />
      <OwnClaims model={model} claims={claims.filter(({ own }) => own)} actions={actions} />
      <OthersClaims
        model={model}
        claims={claims.filter(({ own, action }) => !own && action === 'take')}
        actions={actions}
      />
    </Stack>
  )
}
