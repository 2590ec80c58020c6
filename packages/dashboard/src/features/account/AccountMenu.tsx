import { ChevronDownIcon, WalletIcon } from '@heroicons/react/24/outline'
import { Button, Menu, Text } from '@mantine/core'
import { useConnection, useConnectors } from 'wagmi'
import { Amount } from '../../ui/Amount.tsx'
import { AccountItem } from './AccountItem.tsx'
import { useAccountName } from './accounts.ts'
import { DisconnectItem } from './DisconnectItem.tsx'
import { useAccountBalance } from './useAccountBalance.ts'

/** Who is acting, with what balance; opens the list of all accounts and wallets. */
export function AccountMenu() {
  const { connector, address } = useConnection()
  const connectors = useConnectors()
  const nameOf = useAccountName()
  const local = connectors.filter(({ type }) => type === 'dev')
  const wallets = connectors.filter(({ type }) => type !== 'dev')
  const label = address ? nameOf(address) : 'Choose an account'
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={300} shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          h={42}
          px="sm"
          leftSection={<WalletIcon width={18} aria-hidden />}
          rightSection={<ChevronDownIcon width={16} aria-hidden />}
        >
          <span>
            <Text span size="sm" fw={650} display="block" ta="left" lh={1.2}>
              {label}
            </Text>
            {address && <Balance address={address} />}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="75vh" style={{ overflowY: 'auto' }} aria-label="Accounts">
        {local.length > 0 && <Menu.Label>Play money on this local chain</Menu.Label>}
        {local.map(item => (
          <AccountItem key={item.uid} connector={item} current={item.uid === connector?.uid} />
        ))}
        <Menu.Label>Wallets of this browser</Menu.Label>
        {wallets.map(item => (
          <AccountItem key={item.uid} connector={item} current={item.uid === connector?.uid} />
        ))}
        {wallets.length === 0 && (
          <Menu.Label fz="sm" fw={400}>
            None found. A wallet extension such as Rabby or MetaMask appears here by itself.
          </Menu.Label>
        )}
        {address && connector?.type !== 'dev' && <DisconnectItem />}
      </Menu.Dropdown>
    </Menu>
  )
}

function Balance({ address }: { address: `0x${string}` }) {
  const balance = useAccountBalance(address)
  return (
    <Text span size="xs" c="dimmed" display="block" ta="left" lh={1.3} data-testid="balance">
      {balance === undefined ? '…' : <Amount wei={balance} />}
    </Text>
  )
}
