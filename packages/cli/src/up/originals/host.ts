import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type ContributionRecord,
  CotrainError,
  getContribution,
  isOriginalSignedBy,
  isWithdrawalSignedBy,
  type ModelReference,
  mechanismNames,
  OriginalError,
  type OriginalPlace,
  originalFromJson,
  originalToJson,
  trainerOf,
  withdrawalFromJson,
} from '@cotrain/sdk'
import { isAddressEqual } from 'viem'
import { createRateLimit, defaultOriginalLimits, type OriginalLimits } from './limits.ts'
import { OriginalProblem } from './OriginalProblem.ts'
import { OriginalStore } from './OriginalStore.ts'
import { checkSameOrigin, readJson } from './request.ts'

type Client = Parameters<typeof getContribution>[0]

export type OriginalsOptions = {
  /** Where the originals are kept; made when the first one comes. */
  folder: string
  /** A client of the chain whose contributions they belong to. */
  client: Client
  chainId: number
  limits?: Partial<OriginalLimits>
}

/** Answers a request if it is one for originals, and says whether it was. */
export type OriginalsHandler = (request: IncomingMessage, response: ServerResponse) => boolean

const root = '/originals/'
/** Requests that ask the chain at the same time; more are told to come back. */
const maxChecks = 8

/**
 * Keeps the originals of contributions for the page of a server, at `./originals/`. docs/originals.md has the requests
 * and what is checked. Nothing here trusts the sender, and the page trusts nothing that comes from here.
 */
export async function createOriginalsHost(options: OriginalsOptions): Promise<OriginalsHandler> {
  const limits = { ...defaultOriginalLimits, ...options.limits }
  const store = await OriginalStore.open(options.folder, limits)
  const [mayRead, mayWrite] = [createRateLimit(limits.reads), createRateLimit(limits.writes)]
  const desk: Desk = { ...options, limits, store, checks: 0 }
  return (request, response) => {
    const path = (request.url ?? '').split('?')[0]!
    if (!path.startsWith(root)) return false
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    const answer = async () => {
      const may = isRead ? mayRead : mayWrite
      if (!may(request.socket.remoteAddress ?? '')) {
        throw new OriginalProblem(429, 'These are too many requests. Try again in a minute.')
      }
      checkSameOrigin(request)
      return isRead ? read(desk, path.slice(root.length)) : change(desk, request, path)
    }
    answer().then(
      body => send(response, 200, body),
      error => sendProblem(request, response, error),
    )
    return true
  }
}

type Desk = OriginalsOptions & { limits: OriginalLimits; store: OriginalStore; checks: number }

/** `` tells that originals are kept here; `CHAIN/TRAINER/MODEL/` lists, `CHAIN/TRAINER/MODEL/CONTRIBUTION` gives one. */
async function read({ store, chainId }: Desk, path: string): Promise<object> {
  if (path === '') return { originals: 1, chainId }
  const found = /^([1-9]\d{0,15})\/(0x[\da-fA-F]{40})\/(0|[1-9]\d{0,76})\/(0|[1-9]\d{0,76})?$/.exec(path)
  if (!found) throw new OriginalProblem(404, 'There is no such path here.')
  const [, chain, trainer, modelId, contribution] = found
  const model = {
    chainId: Number(chain),
    trainer: trainer as `0x${string}`,
    modelId: BigInt(modelId!),
  }
  if (contribution === undefined) return { contributions: (await store.list(model)).map(String) }
  const original = await store.get({ ...model, contribution: BigInt(contribution) })
  if (!original) throw new OriginalProblem(404, 'There is no original of this contribution.')
  return originalToJson(original)
}

async function change(desk: Desk, request: IncomingMessage, path: string): Promise<object> {
  if (request.method !== 'POST' && request.method !== 'DELETE') {
    throw new OriginalProblem(405, 'The methods are GET, POST and DELETE.')
  }
  if (path !== root) throw new OriginalProblem(404, 'There is no such path here.')
  const body = await readJson(request, desk.limits.bodyTime)
  await (request.method === 'POST' ? share(desk, body) : withdraw(desk, body))
  return {}
}

async function share(desk: Desk, body: unknown): Promise<void> {
  const original = originalFromJson(body)
  checkTime(desk, original.time)
  const { contributor } = await contributionOf(desk, original)
  if (!(await isOriginalSignedBy(desk.client, original, contributor))) throw notSigned()
  await desk.store.put(original)
}

async function withdraw(desk: Desk, body: unknown): Promise<void> {
  const withdrawal = withdrawalFromJson(body)
  checkTime(desk, withdrawal.time)
  const { contributor } = await contributionOf(desk, withdrawal)
  if (!(await isWithdrawalSignedBy(desk.client, withdrawal, contributor))) throw notSigned()
  await desk.store.withdraw(withdrawal, withdrawal.time)
}

const notSigned = () => new OriginalProblem(403, 'This is not signed by who made the contribution.')

/** A signature of long ago, or of a time to come, is no request of now. */
function checkTime({ limits }: Desk, time: number): void {
  if (Math.abs(Date.now() / 1000 - time) <= limits.skew) return
  throw new OriginalProblem(400, "This was signed too long ago, or your computer's clock is wrong.")
}

/** The contribution, as the chain has it. */
async function contributionOf(desk: Desk, place: OriginalPlace): Promise<ContributionRecord> {
  const { trainer, modelId, contribution, chainId } = place
  const known = mechanismNames.map(trainerOf).find(each => isAddressEqual(each.trainer, trainer))
  if (chainId !== desk.chainId || !known) throw new OriginalProblem(404, 'There is no such model here.')
  if (desk.checks >= maxChecks) throw new OriginalProblem(503, 'The host is busy. Try again in a moment.')
  desk.checks++
  try {
    // the classifier does not matter to the history of a contribution
    const model = { ...known, modelId } as ModelReference
    return await getContribution(desk.client, { model, index: contribution })
  } catch (error) {
    if (isUnknown(error)) throw new OriginalProblem(404, 'The chain has no such contribution.')
    throw new OriginalProblem(503, 'The chain does not answer. Try again in a moment.')
  } finally {
    desk.checks--
  }
}

function isUnknown(error: unknown): boolean {
  return error instanceof CotrainError && /^(NoOpenContribution|UnknownModel)Error$/.test(error.name)
}

function sendProblem(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  // what is still being sent is not waited for
  if (!request.complete) response.shouldKeepAlive = false
  const [status, message] = problemOf(error)
  send(response, status, { error: message })
}

function problemOf(error: unknown): [status: number, message: string] {
  if (error instanceof OriginalProblem) return [error.status, error.message]
  if (error instanceof OriginalError) return [400, [error.shortMessage, ...error.metaMessages].join(' ')]
  const { code = 'unknown error' } = error as NodeJS.ErrnoException
  return [503, `The host cannot keep originals now (${code}).`]
}

function send(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  })
  response.end(JSON.stringify(body))
}
