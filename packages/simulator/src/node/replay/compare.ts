import { abiOf, trainerOf } from '@cotrain/sdk/kinds'
import type { Twin } from '@cotrain/sdk/twin'
import { type Abi, decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import type { Sample } from '../../data/DataSet.ts'
import type { World } from '../../engine/World.ts'
import { contractOf } from './contractOf.ts'
import type { DevChain } from './DevChain.ts'
import { packed } from './packed.ts'

/** A value that the chain and the twin do not agree on. */
export type Difference = { what: string; chain: string; twin: string }

/** `time` in seconds since 1970, where the twin must be told. */
type Read = { functionName: string; args: readonly unknown[]; sample?: Sample; time?: bigint }

/** Scores of so many test samples are compared, where a classifier does not show its parameters. */
const maxSamples = 100
/** Of a model's log. */
const entriesOfPage = 64
/** What the contract has for the score of a class without samples. */
const lowestScore = -(2n ** 255n)

/** Reads everything that the trainer shows of the model from the chain, and from the twin. */
export async function compareState(
  chain: DevChain,
  world: World,
  modelId: bigint,
): Promise<{ compared: number; differences: Difference[] }> {
  const { kind, twin } = contractOf(world)
  const abi: Abi = abiOf(kind)
  const reads = readsOf(world, twin, abi)
  const to = trainerOf(kind.mechanism).trainer
  const answers = await chain.requestAll(
    reads.map(({ functionName, args, sample }) => {
      const given = sample === undefined ? args : [packed(kind.classifier, sample)]
      const data = encodeFunctionData({ abi, functionName, args: [modelId, ...given] })
      return { method: 'eth_call', params: [{ to, data }, 'latest'] }
    }),
  )
  const differences = reads.flatMap(({ functionName, args, sample, time }, i): Difference[] => {
    const onChain = text(decodeFunctionResult({ abi, functionName, data: answers[i] as Hex }))
    const view = twin[functionName as keyof typeof twin] as (...args: unknown[]) => unknown
    const given = sample === undefined ? args : [sample]
    const onTwin = text(view(world.modelId, ...given, ...(time === undefined ? [] : [time])))
    return onChain === onTwin
      ? []
      : [{ what: `${functionName}(${args.join(', ')})`, chain: onChain, twin: onTwin }]
  })
  return { compared: reads.length, differences }
}

function readsOf(world: World, twin: Twin, abi: Abi): Read[] {
  const { modelId, accounts, data, test, blockTime } = world
  const { requiredWords } = twin.model(modelId)
  const entries = Number(twin.log(modelId).entries)
  const has = (name: string) =>
    name in twin && abi.some(item => item.type === 'function' && item.name === name)
  const labels = data.classes.map((_, label) => [BigInt(label)])
  const samples = test.slice(0, maxSamples)
  const all = (functionName: string, lists: readonly (readonly unknown[])[]): Read[] =>
    has(functionName) ? lists.map(args => ({ functionName, args })) : []
  const ofSamples = (functionName: string): Read[] =>
    has(functionName)
      ? samples.map(({ sample }, i) => ({ functionName, args: [`test sample ${i}`], sample }))
      : []
  return [
    ...all('parameters', [[0n, requiredWords]]),
    ...all('trainedParameters', [[0n, requiredWords]]),
    ...all('classCount', [[]]),
    ...all('classState', labels),
    ...all('centroid', labels),
    ...['predict', 'score', 'scores', 'distances'].flatMap(ofSamples),
    ...all('incentive', [[]]).map(read => ({ ...read, time: blockTime })),
    ...['verified', 'reputation'].flatMap(name =>
      all(
        name,
        Array.from(accounts.keys(), account => [account]),
      ),
    ),
    ...all('verifiedOfClass', labels),
    ...all('bestOfMonth', monthsOf(world)),
    ...all('log', [[]]),
    ...all('page', numbersTo(Math.ceil(entries / entriesOfPage))),
    ...all('pinned', [[]]),
    ...all('report', numbersTo(entries)),
  ]
}

/** 0, 1, … below `end`, each as the only argument. */
function numbersTo(end: number): [bigint][] {
  return Array.from({ length: end }, (_, i) => [BigInt(i)])
}

/** Seconds of a month, as points are counted. */
const month = 30 * 86_400

/** The months of a run, counted from 1970. */
function monthsOf({ startTime, time }: World): [bigint][] {
  const first = Math.floor(startTime / month)
  return Array.from({ length: Math.floor(time / month) - first + 1 }, (_, i) => [BigInt(first + i)])
}

/** A value spelt so that equal ones are spelt equally, whoever gives them. */
function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(text).join(', ')}]`
  if (value === Number.NEGATIVE_INFINITY) return String(lowestScore)
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, inner]) => `${key}: ${text(inner)}`)
      .sort()
      .join(', ')}}`
  }
  return String(value).toLowerCase()
}
