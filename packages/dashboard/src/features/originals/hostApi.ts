import {
  CotrainError,
  type OriginalPlace,
  originalFromJson,
  originalToJson,
  type SignedOriginal,
  type SignedWithdrawal,
  withdrawalToJson,
} from '@cotrain/sdk'

/** The host of the page has said no, or does not answer. */
export class OriginalsHostError extends CotrainError {
  override name = 'OriginalsHostError'
  constructor(
    message: string,
    /** The status of its answer, if there was one. */
    readonly status?: number,
  ) {
    super(message)
  }
}

/** Bytes of an answer at most. */
const maxAnswer = 200_000
/** Milliseconds that an answer may take. */
const patience = 20_000

/**
 * Asks the host of the page, which keeps originals at `./originals/`.
 *
 * @throws OriginalsHostError
 */
async function ask(path: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const response = await fetch(`./originals/${path}`, {
    ...init,
    redirect: 'error',
    credentials: 'omit',
    signal: AbortSignal.timeout(patience),
  }).catch(() => {
    throw new OriginalsHostError('The server of this page does not answer.')
  })
  const answer = await readAnswer(response)
  if (response.ok && answer) return answer
  const why = typeof answer?.error === 'string' ? answer.error.slice(0, 300) : undefined
  throw new OriginalsHostError(
    why ?? `The server of this page keeps no originals (${response.status}).`,
    response.status,
  )
}

/** The JSON of an answer; servers of pages give their first page for what they do not have. */
async function readAnswer({ body, headers }: Response): Promise<Record<string, unknown> | undefined> {
  if (!headers.get('content-type')?.startsWith('application/json')) return undefined
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for (const reader = body?.getReader(); reader; ) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > maxAnswer) {
      await reader.cancel()
      return undefined
    }
    chunks.push(value)
  }
  try {
    const value: unknown = JSON.parse(await new Blob(chunks).text())
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** The chain for which the host of the page keeps originals; undefined where it keeps none. */
export async function askForHost(): Promise<number | undefined> {
  try {
    const { originals, chainId } = await ask('')
    return originals === 1 && typeof chainId === 'number' ? chainId : undefined
  } catch {
    return undefined
  }
}

type Model = Omit<OriginalPlace, 'contribution'>

const pathOf = ({ chainId, trainer, modelId }: Model) => `${chainId}/${trainer}/${modelId}/`

/** The contributions of a model that have originals, if one believes the host. */
export async function listOriginals(model: Model): Promise<ReadonlySet<string>> {
  const { contributions } = await ask(pathOf(model))
  return new Set(Array.isArray(contributions) ? contributions.filter(each => typeof each === 'string') : [])
}

/** What the host has for a contribution. Nothing of it is checked. */
export async function readOriginal(place: OriginalPlace): Promise<SignedOriginal> {
  return originalFromJson(await ask(`${pathOf(place)}${place.contribution}`))
}

export async function postOriginal(original: SignedOriginal): Promise<void> {
  await send('POST', originalToJson(original))
}

export async function deleteOriginal(withdrawal: SignedWithdrawal): Promise<void> {
  await send('DELETE', withdrawalToJson(withdrawal))
}

const send = (method: 'POST' | 'DELETE', record: object) =>
  ask('', { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(record) })
