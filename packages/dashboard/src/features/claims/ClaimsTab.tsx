import { Stack } from '@mantine/core'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { useAccountAddress } from '../account/accounts.ts'
import type { DepositModel } from '../model/readyModel.ts'
import { ClaimAll } from './ClaimAll.tsx'
import { ClaimList } from './ClaimList.tsx'
import { useClaims } from './claimsQuery.ts'
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
      <ClaimAll model={model} claims={claims} actions={actions} />
      <ClaimList model={model} claims={claims} actions={actions} />
    </Stack>
  )
}
