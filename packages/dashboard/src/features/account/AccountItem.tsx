import { Group, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCheck } from '@tabler/icons-react'
import type { Address } from 'viem'
import type { Connector } from 'wagmi'
import { Amount } from '../../ui/Amount.tsx'
import { toPlainWords } from '../../ui/plainWords.ts'
import { useAccountBalance } from './useAccountBalance.ts'
import { useChooseAccount } from './useChooseAccount.ts'

const tellFailure = (error: unknown) => {
  const { message, advice } = toPlainWords(error)
  notifications.show({ color: 'red', title: message, message: advice.join(' ') })
}

export function AccountItem({ connector, current }: { connector: Connector; current: boolean }) {
  const choose = useChooseAccount()
  const address = 'address' in connector ? (connector.address as Address) : undefined
  const balance = useAccountBalance(address)
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={current}
      leftSection={
        current ? <IconCheck size={16} aria-hidden /> : <span style={{ display: 'block', width: 16 }} />
      }
      onClick={() => choose(connector).catch(tellFailure)}
    >
      <Group justify="space-between" wrap="nowrap">
        <Text span size="sm" fw={current ? 650 : 450}>
          {connector.name}
        </Text>
        {balance !== undefined && (
          <Text span size="sm" c="dimmed">
            <Amount wei={balance} />
          </Text>
        )}
      </Group>
    </Menu.Item>
  )
}
