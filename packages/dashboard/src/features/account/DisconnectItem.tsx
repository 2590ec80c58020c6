import { Menu } from '@mantine/core'
import { useDisconnect } from 'wagmi'

export function DisconnectItem() {
  const { mutate: disconnect } = useDisconnect()
  return (
    <>
      <Menu.Divider />
      <Menu.Item onClick={() => disconnect({})}>Disconnect the wallet</Menu.Item>
    </>
  )
}
