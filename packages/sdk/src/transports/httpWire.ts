import { HttpRequestError } from 'viem'
import { getHttpRpcClient } from 'viem/utils'
import { OddAnswerError } from './failure.ts'
import { nextId, type Outcome, type Wire } from './Wire.ts'

type Answer = Outcome & { id?: unknown }

/** A node at an `http:` or `https:` address. Several calls go as one batch. */
export function httpWire(url: string, together: number): Wire {
  const node = getHttpRpcClient(url)
  return {
    together,
    async ask(calls, timeout) {
      const bodies = calls.map(call => ({ ...call, id: nextId() }))
      const body = bodies.length === 1 ? bodies[0]! : bodies
      const answers = [await node.request({ body: body as never, timeout })].flat() as Answer[]
      try {
        return inOrder(
          answers,
          bodies.map(({ id }) => id),
        )
      } catch (cause) {
        throw new HttpRequestError({ body: body as never, cause: cause as Error, url: withoutUser(url) })
      }
    },
    close() {},
  }
}

/** The answers by their numbers. An error without a number is about all. */
function inOrder(answers: readonly Answer[], ids: readonly number[]): Outcome[] {
  const byId = new Map(answers.map(answer => [answer?.id, answer]))
  return ids.map((id, i) => {
    const found = byId.get(id) ?? unnumbered(answers[i] ?? answers[0])
    if (!found || !('result' in found || isError(found))) throw new OddAnswerError('it is no answer')
    return isError(found) ? { error: found.error } : found
  })
}

function unnumbered(answer: Answer | undefined): Answer | undefined {
  const isAboutAll = answer && (answer.id === null || answer.id === undefined) && isError(answer)
  return isAboutAll ? answer : undefined
}

function isError(answer: Outcome): answer is Extract<Outcome, { error: unknown }> {
  return 'error' in answer && typeof answer.error === 'object' && answer.error !== null
}

/** Errors of viem print the address. */
function withoutUser(address: string): string {
  const url = new URL(address)
  url.username = ''
  url.password = ''
  return url.toString()
}
