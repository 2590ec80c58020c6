import { ChevronDownIcon, QuestionMarkCircleIcon } from '@heroicons/react/24/outline'
import { Button, Menu, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useConnection, useConnectors } from 'wagmi'
import { Amount } from '../../ui/Amount.tsx'
import { useNetwork } from '../network/NetworkContext.tsx'
import { AccountItem } from './AccountItem.tsx'
import { useAccountName } from './accounts.ts'
import { OwnAccountItems } from './OwnAccountItems.tsx'
import { useAccountBalance } from './useAccountBalance.ts'
import { useEnsName } from './useEnsName.ts'
import { WalletIcon } from './WalletIcon.tsx'

/** Who is acting, with what balance; opens the list of all accounts and wallets. */
export function AccountMenu() {
  const { connector, address, isReconnecting } = useConnection()
  const connectors = useConnectors()
  const { kind } = useNetwork()
  const nameOf = useAccountName()
  const ensName = useEnsName(address)
  const local = connectors.filter(({ type }) => type === 'dev')
  const wallets = connectors.filter(({ type }) => type !== 'dev')
  const label = address ? (ensName ?? nameOf(address)) : 'Choose an account'
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={300} shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          h={42}
          px="sm"
          title={address}
          loading={isReconnecting && !address}
          leftSection={<WalletIcon connector={connector} size={18} />}
          rightSection={<ChevronDownIcon width={16} aria-hidden />}
        >
          <span>
            <Text span size="sm" fw={650} display="block" ta="left" lh={1.2} truncate maw={160}>
              {label}
            </Text>
            {address && <Balance address={address} />}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="75vh" style={{ overflowY: 'auto' }} aria-label="Accounts">
        {address && <OwnAccountItems address={address} />}
        {local.length > 0 && (
          <Menu.Label>Play money {kind === 'demo' ? 'in this demo' : 'on this local chain'}</Menu.Label>
        )}
        {local.map(item => (
          <AccountItem key={item.uid} connector={item} current={item.uid === connector?.uid} />
        ))}
        {kind !== 'demo' && <Menu.Label>Wallets of this browser</Menu.Label>}
        {wallets.map(item => (
          <AccountItem key={item.uid} connector={item} current={item.uid === connector?.uid} />
        ))}
        {kind !== 'demo' && wallets.length === 0 && (
          <Menu.Label fz="sm" fw={400}>
            None found. A wallet extension such as Rabby or MetaMask appears here by itself.
          </Menu.Label>
        )}
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to="/wallets"
          leftSection={<QuestionMarkCircleIcon width={16} aria-hidden />}
        >
          What is a wallet?
        </Menu.Item>
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
