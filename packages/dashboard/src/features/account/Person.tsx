import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import type { Address } from 'viem'
import { personPath } from '../people/personPath.ts'
import { useAccountAddress, useAccountName } from './accounts.ts'
import { useEnsName } from './useEnsName.ts'

/** Who: the account's name, with a word when it is the reader's own, leading to what it has done. The address is in its title. */
export function Person({ address }: { address: string }) {
  const name = useAccountName()(address)
  const ensName = useEnsName(address as Address)
  const own = useAccountAddress()?.toLowerCase() === address.toLowerCase()
  return (
    <Anchor component={Link} to={personPath(address)} inherit fw={600} c="inherit" title={address}>
      {ensName ?? name}
      {own && ' (you)'}
    </Anchor>
  )
}
