import {
  contributionGasAtMost,
  isUnder,
  MaxDepositExceededError,
  type Model,
  type SampleOf,
  type SentTransaction,
} from '@cotrain/sdk'
import type { Connection } from '../context.ts'
import { CliError } from '../errors.ts'
import { formatAmount } from '../format.ts'
import type { Output } from '../output.ts'
import { endOfSeveral, oneOfSeveral } from './dryRun.ts'
import type { Guard } from './guard.ts'
import type { Sender } from './sender.ts'

/** What a transaction may carry: well below its gas limit of 2^24. */
const maxSamples = 50
const gasBudget = 12_000_000

export type Lesson = { label: number; sample: SampleOf }

/** A contribution that is on the chain; wei. */
export type Taught = { index: number; label: number; class: string; deposit: bigint; transaction: string }

/** @throws CliError when samples have more features than the model's owner allows */
export function checkFeatures({ maxFeatures, metadata }: Model, lessons: readonly Lesson[]): void {
  const tooLong = maxFeatures === 0 ? [] : lessons.filter(({ sample }) => sample.length > maxFeatures)
  if (tooLong.length === 0) return
  const longest = Math.max(...tooLong.map(({ sample }) => sample.length))
  const what =
    lessons.length === 1
      ? `The sample has ${longest} features.`
      : `${tooLong.length} of ${lessons.length} samples are too long; the longest has ${longest} features.`
  throw new CliError(`${what} ${metadata.name} learns from samples of at most ${maxFeatures}.`, [
    `Nothing was sent. ${lessons.length === 1 ? 'Shorten it, or give a part of it.' : 'Shorten them, or leave them out.'}`,
  ])
}

/** @throws CliError when the deposits of all lessons together are above the limit now */
export async function checkDeposit(
  client: Connection,
  model: Model,
  contributions: readonly Lesson[],
  limit: bigint | undefined,
): Promise<void> {
  if (limit === undefined) return
  const { now } = await client.depositRange({ model, contributions })
  if (now <= limit) return
  throw new CliError(`The deposit is ${formatAmount(now)} now, above --max-deposit ${formatAmount(limit)}.`, [
    `Nothing was sent. ${wayOut(model)}`,
  ])
}

/** What helps against a deposit above the limit: only plain deposits become cheaper by waiting. */
function wayOut(model: Model): string {
  return isUnder(model, 'deposits')
    ? 'The deposit falls with the time since the last contribution.'
    : 'Raise the limit, or contribute fewer samples: what each takes stays as it is.'
}

type Teaching = {
  /** The most that all may stake, in wei. */
  limit: bigint | undefined
  guard: Guard
  sender: Sender
  allowDuplicate: boolean
}

/**
 * Teaches a model lessons, in as many transactions as they need, and waits for each.
 *
 * @param terms - The most that all of them together may stake, in wei, who sees that nothing is paid twice, and whether
 * the model may have been given a sample before
 * @returns What is on the chain, and what was sent for it in all, in wei
 */
export async function teach(
  client: Connection,
  out: Output,
  model: Model,
  lessons: readonly Lesson[],
  { limit, guard, sender, allowDuplicate }: Teaching,
): Promise<{ contributions: Taught[]; sent: bigint }> {
  const contributions: Taught[] = []
  let sent = 0n
  let staked = 0n
  const batches = cut(model, lessons)
  sender.several(batches.length)
  for (const batch of batches) {
    const maxDeposit = limit === undefined ? undefined : limit - staked
    const sending = guard.send(batch, onHash =>
      send(client, { model, maxDeposit, allowDuplicate, onHash }, batch),
    )
    const taught = await oneOfSeveral(() => sending).catch(error =>
      tooDear(error, model, contributions.length, lessons.length),
    )
    if (taught === undefined) continue
    sent += taught.sent
    for (const { index, label, deposit, transaction } of taught.contributions) {
      staked += deposit
      const name = model.metadata.classes[label] ?? ''
      contributions.push({ index: Number(index), label, class: name, deposit, transaction })
    }
    if (lessons.length > 1) out.log(`${contributions.length} of ${lessons.length} taught.`)
  }
  endOfSeveral()
  return { contributions, sent }
}

/** With some of the lessons on the chain, it is not true that nothing was sent. */
function tooDear(error: unknown, model: Model, done: number, all: number): never {
  if (done === 0 || !(error instanceof MaxDepositExceededError)) throw error
  const { required, maxDeposit } = error
  throw new CliError(
    `${done} of ${all} samples are taught. The next ones take ${formatAmount(required)} now, above what is left of --max-deposit: ${formatAmount(maxDeposit)}.`,
    [wayOut(model)],
    { cause: error },
  )
}

/** Splits lessons into batches that fit into a transaction each. */
function cut(model: Model, lessons: readonly Lesson[]): Lesson[][] {
  const classifier = model.classifier
  const shape = { ...model.classifierOptions, classes: model.metadata.classes.length }
  const batches: Lesson[][] = []
  let gas = 0
  for (const one of lessons) {
    const more = contributionGasAtMost(classifier, shape, one.sample.length)
    const batch = batches.at(-1)
    if (batch !== undefined && batch.length < maxSamples && gas + more <= gasBudget) {
      batch.push(one)
      gas += more
    } else {
      batches.push([one])
      gas = more
    }
  }
  return batches
}

type Terms = {
  model: Model
  maxDeposit: bigint | undefined
  allowDuplicate: boolean
  onHash: (sent: SentTransaction) => Promise<void>
}

async function send(client: Connection, terms: Terms, batch: readonly Lesson[]) {
  const [first] = batch
  if (batch.length === 1 && first !== undefined) {
    const { receipt, sent, ...event } = await client.contributeSync({ ...terms, ...first })
    return { contributions: [{ ...event, transaction: receipt.transactionHash }], sent }
  }
  const { contributions, receipt, sent } = await client.contributeBatchSync({
    ...terms,
    contributions: batch,
  })
  const { transactionHash: transaction } = receipt
  return { contributions: contributions.map(event => ({ ...event, transaction })), sent }
}
