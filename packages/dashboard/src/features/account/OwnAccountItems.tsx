import {
  ArrowRightStartOnRectangleIcon,
  ArrowTopRightOnSquareIcon,
  ClipboardDocumentIcon,
  UserIcon,
} from '@heroicons/react/24/outline'
import { Menu } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { Link } from 'react-router'
import type { Address } from 'viem'
import { useConnection, useDisconnect } from 'wagmi'
import { useNetwork } from '../network/NetworkContext.tsx'
import { personPath } from '../people/personPath.ts'
import { explorerOf } from './explorerOf.ts'

/** What can be done with the account in use: see what it has done, copy its address, look it up, let the wallet go. */
export function OwnAccountItems({ address }: { address: Address }) {
  const { connector } = useConnection()
  const { mutate: disconnect } = useDisconnect()
  const { copy } = useClipboard()
  const explorer = explorerOf(useNetwork().chain)
  const icon = { width: 16, 'aria-hidden': true }
  return (
    <>
      <Menu.Label>This account</Menu.Label>
      <Menu.Item component={Link} to={personPath(address)} leftSection={<UserIcon {...icon} />}>
        My profile
      </Menu.Item>
      <Menu.Item
        leftSection={<ClipboardDocumentIcon {...icon} />}
        onClick={() => {
          copy(address)
          notifications.show({ title: 'Copied', message: address, color: 'green' })
        }}
      >
        Copy its address
      </Menu.Item>
      {explorer && (
        <Menu.Item
          component="a"
          href={`${explorer}/address/${address}`}
          target="_blank"
          rel="noreferrer"
          leftSection={<ArrowTopRightOnSquareIcon {...icon} />}
        >
          See it in the explorer
        </Menu.Item>
      )}
      {connector?.type !== 'dev' && (
        <Menu.Item leftSection={<ArrowRightStartOnRectangleIcon {...icon} />} onClick={() => disconnect({})}>
          Disconnect the wallet
        </Menu.Item>
      )}
      <Menu.Divider />
    </>
  )
}
