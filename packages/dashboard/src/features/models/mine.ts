import { formatModelId, type Model } from '@cotrain/sdk'
import { useMemo } from 'react'
import { isAddressEqual } from 'viem'
import { useAccountAddress } from '../account/accounts.ts'
import { useOwnModels } from '../ownModels/ownModels.ts'

/**
 * Whether a model is the reader's own: added to the own list, or owned by the account in use. Undefined where there is
 * neither a list nor an account.
 */
export function useIsMine(): ((model: Model) => boolean) | undefined {
  const account = useAccountAddress()
  const added = useOwnModels()
  return useMemo(() => {
    if (account === undefined && added.length === 0) return undefined
    return model =>
      added.includes(formatModelId(model)) || (account !== undefined && isAddressEqual(model.owner, account))
  }, [account, added])
}
