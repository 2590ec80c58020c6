import { Text } from '@mantine/core'
import { useAccountAddress, useAccountName } from './accounts.ts'

/** Who: the account's name, with a word when it is the reader's own. The address is in its title. */
export function Person({ address }: { address: string }) {
  const name = useAccountName()(address)
  const own = useAccountAddress()?.toLowerCase() === address.toLowerCase()
  return (
    <Text span inherit fw={600} title={address}>
      {name}
      {own && ' (you)'}
    </Text>
  )
}
