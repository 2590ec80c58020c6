import { CheckIcon } from '@heroicons/react/24/outline'
import { Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Address } from 'viem'
import type { Connector } from 'wagmi'
import { Amount } from '../../ui/Amount.tsx'
import { toPlainWords } from '../../ui/plainWords.ts'
import { useAccountBalance } from './useAccountBalance.ts'
import { useChooseAccount } from './useChooseAccount.ts'
import { WalletIcon } from './WalletIcon.tsx'
import { walletName } from './walletName.ts'

const tellFailure = (error: unknown) => {
  const { message, advice } = toPlainWords(error)
  notifications.show({ color: 'red', title: message, message: advice.join(' ') })
}

/** One account or wallet of the list, with its balance where it is known before connecting. */
export function AccountItem({ connector, current }: { connector: Connector; current: boolean }) {
  const choose = useChooseAccount()
  const address = 'address' in connector ? (connector.address as Address) : undefined
  const balance = useAccountBalance(address)
  return (
    <Menu.RadioItem
      value={connector.uid}
      checked={current}
      closeMenuOnClick
      checkIcon={<CheckIcon width={16} aria-hidden />}
      onChange={() => choose(connector).catch(tellFailure)}
      fw={current ? 650 : 450}
      rightSection={
        address === undefined ? (
          <WalletIcon connector={connector} />
        ) : (
          balance !== undefined && (
            <Text span size="sm" fw={400}>
              <Amount wei={balance} />
            </Text>
          )
        )
      }
    >
      {walletName(connector.name)}
    </Menu.RadioItem>
  )
}
