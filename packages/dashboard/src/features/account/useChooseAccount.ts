import { type Connector, useConnect, useConnections, useSwitchConnection } from 'wagmi'

/** Makes a connector's account the acting one, connecting it first where needed. */
export function useChooseAccount(): (connector: Connector) => Promise<unknown> {
  const connections = useConnections()
  const { mutateAsync: connect } = useConnect()
  const { mutateAsync: switchTo } = useSwitchConnection()
  return connector =>
    connections.some(({ connector: { uid } }) => uid === connector.uid)
      ? switchTo({ connector })
      : connect({ connector })
}
