import { type Hex, keccak256 } from 'viem'
import type { Noting, WalletRequest } from './note.ts'

type Call = { method: string; params?: unknown }
type Requests = { request: (call: never, options?: never) => Promise<unknown> }

/** A client of viem whose transactions are noted, whoever sends them, and by whichever of a wallet's ways. */
export function notedClient<client extends Requests>(client: client, noting: Noting): client {
  const request = async (call: Call, options?: unknown): Promise<unknown> => {
    const pass = () => client.request(call as never, options as never)
    const [first] = (call.params ?? []) as unknown[]
    switch (call.method) {
      case 'eth_sendTransaction':
      case 'wallet_sendTransaction':
        return noting.ask(first as WalletRequest, pass as () => Promise<string>)
      case 'wallet_sendCalls': {
        let answer: unknown
        await noting.ask(undefined, async () => {
          answer = await pass()
          return idOf(answer)
        })
        return answer
      }
      case 'eth_sendRawTransaction':
        return noting.ask(undefined, async () => {
          await pass()
          return keccak256(first as Hex)
        })
      default:
        return pass()
    }
  }
  return { ...client, request }
}

/** Wallets answered with the bare name of the calls before version 2 of EIP-5792. */
const idOf = (answer: unknown) =>
  typeof answer === 'string' ? answer : String((answer as { id: unknown }).id)
