import { BaseError, TimeoutError, WebSocketRequestError } from 'viem'
import { getWebSocketRpcClient } from 'viem/utils'
import { nextId, type Outcome, type Wire } from './Wire.ts'

type Socket = Awaited<ReturnType<typeof getWebSocketRpcClient>>

/** A node at a `ws:` or `wss:` address. The socket is opened for the first call, and again when it was closed. */
export function webSocketWire(url: string): Wire {
  let opening: Promise<Socket> | undefined
  let closed = false

  function socketOf(): Promise<Socket> {
    opening ??= getWebSocketRpcClient(url, { reconnect: false, keepAlive: true }).then(socket => {
      if (closed) socket.close()
      return socket
    })
    return opening
  }

  /** The next call opens another socket. */
  function forget(): void {
    const former = opening
    opening = undefined
    former?.then(
      socket => socket.close(),
      () => undefined,
    )
  }

  return {
    together: 1,
    async ask(calls, timeout) {
      closed = false
      const body = calls[0]!
      try {
        const socket = await within(socketOf(), timeout, () => new TimeoutError({ body: { ...body }, url }))
        const request = { body: { ...body, id: nextId() } as never, timeout }
        return [(await socket.requestAsync(request)) as Outcome]
      } catch (error) {
        forget()
        if (error instanceof BaseError) throw error
        // sockets reject with events
        const details = (error as { message?: string } | undefined)?.message
        throw new WebSocketRequestError({ body: { ...body }, url, ...(details ? { details } : {}) })
      }
    },
    close() {
      closed = true
      forget()
    },
  }
}

async function within<T>(promise: Promise<T>, milliseconds: number, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds)
  })
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer))
}
