import { type Abi, encodeFunctionResult, type Hex, parseEther } from 'viem'
import { describe, expect, test } from 'vitest'
import { difference, type Reading } from '../../src/actions/internal/sync/check.ts'
import {
  abiOf,
  encodeClassifierOptions,
  encodeIncentiveOptions,
  type ModelReference,
} from '../../src/kinds/index.ts'
import { createTwin, type Twin } from '../../src/twin/index.ts'
import { incentiveOptions, kind } from './chain.ts'

const sender = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const call = { sender, time: 1_000_000n, blockNumber: 1n, value: parseEther('1') } as const
const model = { ...kind, trainer: sender, modelId: 0n } as ModelReference
const abi: Abi = abiOf(kind)

const twin = createTwin(kind)
twin.createModel(
  { ...call, value: 0n },
  0n,
  encodeClassifierOptions(kind.classifier, { featureCount: 8, weightBits: 8, learningRate: 1 }),
  encodeIncentiveOptions(kind.mechanism, incentiveOptions),
  0,
  '{}',
  [0n],
)
for (let i = 0; i < 3; i++) twin.contribute(call, 0n, 1, Uint16Array.of(i))

/** What a chain says that differs from the twin in one answer. */
function reading(functionName: string, args: readonly unknown[], result: unknown): Reading {
  const answer = encodeFunctionResult({ abi, functionName, result } as never) as Hex
  return { views: [{ functionName, args }], answers: [answer], time: call.time }
}

describe('what differs between a history and the chain is said', () => {
  const differs = (functionName: string, args: readonly unknown[], result: unknown) =>
    difference(twin as unknown as Twin, model, reading(functionName, args, result))
  const log = twin.log(0n)

  test('of the log: how many entries there are, or which hash they have', () => {
    expect(differs('log', [0n], log)).toBeUndefined()
    expect(differs('log', [0n], { ...log, entries: 4n })).toBe(
      'the log has 4 entries on the chain, and 3 by the events',
    )
    const running = `0x${'ab'.repeat(24)}`
    expect(differs('log', [0n], { ...log, running })).toBe(
      `the running hash of 3 entries is ${running} on the chain, and ${log.running} by the events`,
    )
  })

  test('of a page: which entries are touched on one side only', () => {
    const [root] = twin.page(0n, 0n)
    expect(differs('page', [0n, 0n], [root, 0n])).toBeUndefined()
    expect(differs('page', [0n, 0n], [root, 0b101n])).toBe(
      'whether entries are touched differs at positions 0, 2 of the log',
    )
  })

  test('of anything else: which view it is', () => {
    expect(differs('classCount', [0n], 3n)).toBe('classCount(0) is not what the chain says')
  })
})
