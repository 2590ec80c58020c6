import { type Address, type Hex, parseEther, toHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { argumentOf } from '../../src/actions/internal/record/argumentOf.ts'
import { type Contribution, encodeClassifierOptions, encodeIncentiveOptions } from '../../src/kinds/index.ts'
import { classifierNumber } from '../../src/kinds/trainers.ts'
import { packWeights } from '../../src/models/packedWeights.ts'
import { EntryLog, leafOf, type ProofEnd, proofOf } from '../../src/record/index.ts'
import { faultIn } from '../../src/record/proof.ts'
import { createTwin, type Twin } from '../../src/twin/index.ts'
import { Chain, type Transaction } from '../twin/Chain.ts'
import { Dice } from '../twin/Dice.ts'
import { packed } from '../twin/samples.ts'
import { readsOf, readTwin, runOnBoth } from '../twin/TwinSide.ts'

const kind = { classifier: 'sparse-perceptron', mechanism: 'deposits' } as const
const accounts = Array.from({ length: 5 }, (_, i): Address => toHex(0xb000 + i, { size: 20 }))
const ends: readonly (ProofEnd | undefined)[] = [
  undefined,
  'peak 0',
  'peak 1',
  'peak 2',
  'page',
  'running',
  'pin',
]

/** Random logs over several pages: what a real trainer says of proofs, honest and forged, is what the record says. */
describe('on a real trainer', () => {
  let chain: Chain
  let twin: Twin<'deposits', 'sparse-perceptron'>
  const log = new EntryLog()

  beforeAll(async () => {
    chain = await Chain.start()
    twin = createTwin(kind)
    await chain.deploy(kind, accounts, parseEther('1000000'))
    const times = { refundTime: 0, ownerClaimTime: 1_000_000, anyClaimTime: 2_000_000, depositWeight: 10 }
    const args = [
      BigInt(classifierNumber(kind.classifier)),
      encodeClassifierOptions(kind.classifier, { featureCount: 4, weightBits: 8, learningRate: 1 }),
      encodeIncentiveOptions(kind.mechanism, times),
      0,
      '{}',
      packWeights(Int32Array.of(0, 100, 100, -100, -100), 8),
    ]
    await run([{ functionName: 'createModel', args, sender: accounts[0]!, value: 0n }])
  })
  afterAll(() => chain?.stop())

  /** A block on both sides; the log here is made from its events alone. */
  async function run(transactions: readonly Transaction[]): Promise<void> {
    const time = chain.time + 1n
    const block = { time, blockNumber: chain.blockNumber + 1n }
    const both = transactions.map(transaction => runOnBoth(twin, block, transaction))
    const results = await chain.run(
      time,
      both.map(({ there }) => there),
    )
    expect(both.map(({ result }) => result)).toEqual(results)
    for (const result of results) if ('events' in result) for (const event of result.events) note(event)
  }

  function note({ eventName, args }: { eventName: string; args: unknown }): void {
    const values = args as Record<string, unknown>
    if (eventName === 'Contributed') {
      expect([BigInt(log.entries), log.running]).toEqual([values.index, values.before])
      const { deposit } = values as { deposit: bigint }
      log.append({
        ...(values as unknown as Contribution),
        surprising: false,
        remaining: deposit,
        takers: [],
      })
    } else if (eventName === 'Changed') {
      expect([BigInt(log.entries), log.running]).toEqual([values.position, values.before])
      log.append(values.leaf as Hex)
    } else if (eventName === 'Pinned') {
      const [entries, until] = [Number(values.entries), Number(values.until)]
      log.pin = { entries, time: until - 600 }
    }
  }

  /** Contributions, some in batches, takes of wrong ones, refunds and pins. */
  function some(dice: Dice): Transaction[] {
    const sender = dice.pick(accounts)
    const feature = dice.below(4)
    const label = (feature < 2 ? 1 : 0) ^ (dice.oneIn(3) ? 1 : 0)
    const value = parseEther('1')
    if (dice.oneIn(8)) return [{ functionName: 'pin', args: [0n], sender, value: 0n }]
    if (dice.oneIn(2)) {
      const args = [0n, label, packed([feature])]
      return [{ functionName: 'contribute', args, sender, value }]
    }
    if (dice.oneIn(3)) {
      const labels = Array.from({ length: dice.between(1, 9) }, () => label)
      const args = [0n, labels, labels.map(() => packed([feature]))]
      return [{ functionName: 'contributeBatch', args, sender, value }]
    }
    const index = BigInt(dice.below(Math.max(1, log.entries)))
    const state = twin.contribution(0n, index)
    if (!state) return []
    const functionName = sender === state.contributor ? 'refund' : 'take'
    return [{ functionName, args: [0n, index, state], sender, value: 0n }]
  }

  /** What the trainer says of a claim by nobody: that it is not theirs, once the proof is accepted. */
  async function said(state: Contribution, proof: Hex) {
    const [result] = await chain.call([{ functionName: 'refund', args: [0n, argumentOf(state), proof] }])
    if (result === undefined || !('errorName' in result)) throw new Error('nobody can have a refund')
    return result.errorName === 'NotContributor' ? undefined : result
  }

  function forged(dice: Dice, proof: Hex): Hex {
    const bytes = [...Buffer.from(proof.slice(2), 'hex')]
    const way = dice.below(6)
    if (way === 0) bytes[0] = dice.below(7)
    if (way === 1) bytes[dice.below(bytes.length)]! ^= 1 << dice.below(8)
    if (way === 2) bytes.splice(-dice.between(1, 30))
    if (way === 3) bytes.push(...Array.from({ length: dice.pick([1, 24]) }, () => dice.below(256)))
    if (way === 4) bytes[4]! ^= dice.between(1, 7)
    // as if the page of a peak were complete
    if (way === 5 && bytes[0]! < 3) {
      bytes.push(...Array.from({ length: 24 * (3 - bytes[0]!) }, () => 0))
      bytes[0] = 3
    }
    return toHex(Uint8Array.from(bytes))
  }

  test('what the log says, and what it takes for a proof, is the same', { timeout: 120_000 }, async () => {
    const dice = new Dice(7)
    const outcomes = new Set<string>()
    const old: { state: Contribution; position: bigint; proof: Hex }[] = []
    while (log.entries < 210) {
      const block = Array.from({ length: dice.between(1, 4) }, () => dice.below(2 ** 31))
      for (const seed of block) await run(some(new Dice(seed)))
      const reads = readsOf(twin, accounts)
      const [onChain] = await chain.call([{ functionName: 'multicall', args: [reads] }])
      expect(onChain).toEqual({ result: readTwin(twin, chain.time, reads), events: [] })
      if (log.entries === 0) continue
      expect(twin.log(0n)).toMatchObject({ running: log.running, entries: BigInt(log.entries) })

      for (let i = 0; i < 6; i++) {
        const state = twin.contribution(0n, BigInt(dice.below(log.entries)))
        if (!state) continue
        const position = twin.positionOf(0n, state.index)!
        const end = dice.pick(ends)
        const claims = [{ state, proof: honest(Number(position), end) }]
        claims.push({ state, proof: forged(dice, claims[0]!.proof) })
        claims.push({ state: { ...state, remaining: state.remaining + 1n }, proof: claims[0]!.proof })
        if (old.length > 0) {
          const { state: earlier, position: at, proof } = dice.pick(old)
          claims.push({ state: earlier, proof }, { state: earlier, proof: honest(Number(at), undefined) })
        }
        old.push({ state, position, proof: claims[0]!.proof })
        for (const claim of claims) {
          const fault = faultIn(twinLog(), [leafOf(claim.state)], claim.proof)
          expect(await said(claim.state, claim.proof)).toEqual(fault)
          outcomes.add(fault?.errorName ?? 'accepted')
        }
      }
    }
    expect([...outcomes].sort()).toEqual([
      'AlreadyTouched',
      'EndsBefore',
      'PageNotComplete',
      'PeakMoved',
      'ProofLength',
      'ProofMismatch',
      'UnknownEnd',
      'accepted',
    ])
  })

  function honest(position: number, end: ProofEnd | undefined): Hex {
    try {
      return proofOf(log, { position, end })
    } catch {
      return proofOf(log, { position })
    }
  }

  /** The log from the events, with what the twin knows to be touched. */
  function twinLog(): EntryLog {
    for (let page = 0; page * 64 < log.entries; page++) {
      const [, touched] = twin.page(0n, BigInt(page))
      for (let i = 0; i < 64 && page * 64 + i < log.entries; i++) {
        log.at(page * 64 + i).touched = ((touched >> BigInt(i)) & 1n) === 1n
      }
    }
    return log
  }
})
