import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Address, isAddressEqual } from 'viem'
import { useConnectors } from 'wagmi'
import { useAccountAddress } from '../account/accounts.ts'
import { Person } from '../account/Person.tsx'
import { useChooseAccount } from '../account/useChooseAccount.ts'

interface Props {
  /** Who may do it. */
  address: Address
  /** What that account is to the market. */
  as: 'sponsor' | 'owner'
  children: ReactNode
}

/** What only one account can do; others are told who it is, and may become it where it is a local one. */
export function SponsorOnly({ address, as, children }: Props) {
  const account = useAccountAddress()
  const choose = useChooseAccount()
  const connector = useConnectors().find(
    each => 'address' in each && isAddressEqual(each.address as Address, address),
  )
  if (account && isAddressEqual(account, address)) return children
  return (
    <Group gap="sm">
      <Text>
        Only the {as}, <Person address={address} />, can do this.
      </Text>
      {connector && (
        <Button variant="light" size="sm" onClick={() => choose(connector)}>
          Act as {connector.name}
        </Button>
      )}
    </Group>
  )
}
