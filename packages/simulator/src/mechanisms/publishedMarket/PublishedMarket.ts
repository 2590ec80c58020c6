import type { CallContext, Learner, Twin, TwinEvent } from '@cotrain/sdk/twin'
import { type Address, concat, type Hex, keccak256, toHex, zeroHash } from 'viem'
import type { Sample } from '../../data/DataSet.ts'
import { Refusal } from '../../engine/Refusal.ts'
import type { Ground, SimulatedModel } from '../Mechanism.ts'
import { hashOf, type Page } from '../pages.ts'
import { drawPieces, orderOf, seedOf } from './Lots.ts'
import { fullGain, part, penalty } from './Payout.ts'
import type { PhaseName } from './phases.ts'
import { TestLoss } from './TestLoss.ts'

/** What the sponsor chooses. Wei and seconds. */
export type MarketRules = {
  readonly stake: bigint
  readonly maxContributions: number
  readonly openTime: number
  readonly revealTime: number
  readonly drawnPieces: number
  readonly loss: 'errors' | 'quadratic'
  /** By how much the mean loss must fall for the whole bounty to be paid, in millionths. */
  readonly fullImprovement: number
}

/** A contribution, and how it came out: a gain in units of 2^-16, a penalty in wei. */
type Entry = {
  readonly contributor: Address
  readonly label: number
  readonly sample: Sample
  score: { readonly kept: boolean; readonly gain: number; readonly penalty: bigint } | undefined
}

/** Learning from a sample and trying it on one other takes at most so much gas. */
const maxLearningGas = 13_500_000

/**
 * A *published market*, as this project's contracts had it once: contributions are seen when they are made, each is tried
 * on all hidden test samples, and gains share the bounty. Kept in order to compare with. What each contract call would
 * check of hashes and proofs is left out; integers are those of the contract.
 */
export class PublishedMarket implements Ground {
  readonly rules: MarketRules
  readonly entries: Entry[] = []
  sponsor: Address | undefined
  bounty = 0n
  pieces: readonly Page[] = []
  drawn = 0n
  shownSamples = 0
  hiddenSamples = 0
  /** Losses in units of 2^-16, summed over the hidden test samples. */
  firstLoss = 0
  loss = 0
  /** How many contributions are scored, and on how many test samples the next one was tried. */
  scored = 0
  tried = 0
  penalties = 0n
  readonly #learner: Learner
  readonly #model: SimulatedModel
  readonly #received = new Map<Address, bigint>()
  #balance = 0n
  #stage: 'Created' | 'Drawing' | 'Opening' | 'Opened' | 'Settling' | 'Settled' = 'Created'
  #closesAt = 0
  #lastContribution = 0
  #seed: Hex = zeroHash
  #revealed = 0n
  #order = { multiplier: 1, offset: 0 }
  #testLoss: TestLoss | undefined
  /** What has been claimed: gains, or after a default contributions. */
  #claimed = 0

  constructor(learner: Learner, rules: MarketRules, model: SimulatedModel) {
    this.#learner = learner
    this.rules = rules
    this.#model = model
  }

  maxSampleLength(): number {
    return this.#learner.classifier.maxSampleLength
  }

  predict(_: bigint, sample: Sample): number {
    return this.#learner.classifier.predict(sample)
  }

  predictContribution(_: bigint, index: bigint): number {
    return this.#learner.classifier.predict(this.entries[Number(index)]!.sample)
  }

  simulate<T>(body: () => T): T {
    return this.#learner.journal.tentatively(body)
  }

  balance(): bigint {
    return this.#balance
  }

  received(account: Address): bigint {
    return this.#received.get(account) ?? 0n
  }

  /** When contributions end, in seconds since 1970; 0 before the market opens. */
  get closesAt(): number {
    const { length } = this.entries
    return length === this.rules.maxContributions ? this.#lastContribution : this.#closesAt
  }

  /** Where the market stands at `time` (seconds). */
  phase(time: number): PhaseName {
    if (this.#stage !== 'Opened') return this.#stage
    const { closesAt } = this
    if (time < closesAt) return 'Open'
    if (this.entries.length === 0) return 'Settled'
    return time < closesAt + this.rules.revealTime ? 'Revealing' : 'Defaulted'
  }

  /** The number of the contribution that is scored at `position`. */
  scoredAt(position: number): number {
    const { multiplier, offset } = this.#order
    return (multiplier * position + offset) % this.entries.length
  }

  /** The sum of all gains, in units of 2^-16. */
  get gains(): number {
    return this.firstLoss - this.loss
  }

  contribute(
    { sender, time, value = 0n }: CallContext,
    modelId: bigint,
    label: number,
    sample: Sample,
  ): ReturnType<Twin['contribute']> {
    const { stake } = this.rules
    const now = Number(time)
    this.#check(label, sample)
    this.#require(now, 'Open')
    if (value < stake) throw new Refusal('the stake is higher than what was sent')
    const { entries } = this
    const last = this.#lastContribution
    this.#learner.journal.record(() => {
      entries.pop()
      this.#lastContribution = last
    })
    const index = BigInt(entries.push({ contributor: sender, label, sample, score: undefined }) - 1)
    this.#lastContribution = now
    this.#pay(sender, -stake)
    const hashes = { before: zeroHash, sample: '0x' } as const
    const args = { modelId, index, contributor: sender, label, time: now, deposit: stake, ...hashes }
    return { result: index, events: [{ eventName: 'Contributed', args }] }
  }

  /** Commits the bounty (the value sent) and the test set. */
  commit({ sender, value = 0n }: CallContext, pieces: readonly Page[]): Outcome {
    this.sponsor = sender
    this.bounty = value
    this.pieces = pieces
    this.#stage = 'Drawing'
    this.#pay(sender, -value)
    return none
  }

  /** Draws the pieces to be revealed before contributions, by the hash of a block. */
  draw(_: CallContext, blockHash: Hex): Outcome {
    const hashes = this.pieces.map((piece, i) => hashOf(this.#model.modelId, i, piece))
    this.#seed = seedOf(blockHash, this.#model.modelId, keccak256(concat(hashes)))
    this.drawn = drawPieces(this.#seed, hashes.length, this.rules.drawnPieces)
    this.#stage = 'Opening'
    return none
  }

  /** Reveals a piece; with the last one that is due the market opens, or its settlement does. */
  reveal({ time }: CallContext, piece: number): Outcome {
    this.#require(Number(time), 'Opening', 'Revealing')
    const { salt, lessons } = this.pieces[piece]!
    this.#revealed |= 1n << BigInt(piece)
    if (this.#stage === 'Opening') this.shownSamples += lessons.length
    else {
      this.hiddenSamples += lessons.length
      this.#seed = toHex(BigInt(this.#seed) ^ BigInt(salt), { size: 32 })
    }
    if (this.#revealed === this.drawn) {
      this.#stage = 'Opened'
      this.#closesAt = Number(time) + this.rules.openTime
    } else if (this.#revealed === (1n << BigInt(this.pieces.length)) - 1n) this.#openSettlement()
    return none
  }

  #openSettlement(): void {
    const hidden = this.pieces.filter((_, i) => ((this.drawn >> BigInt(i)) & 1n) === 0n)
    const samples = hidden.flatMap(({ lessons }) =>
      lessons.map(({ example, label }) => ({ sample: example.sample, label })),
    )
    this.#testLoss = new TestLoss(this.#learner, samples, this.rules.loss === 'quadratic')
    this.firstLoss = this.#testLoss.loss()
    this.loss = this.firstLoss
    this.#order = orderOf(this.#seed, this.entries.length)
    this.#stage = 'Settling'
  }

  /** Scores the next `count` contributions, with at most `predictions` of test samples. */
  settle({ time }: CallContext, count: number, predictions: number): Outcome {
    this.#require(Number(time), 'Settling')
    let left = predictions
    const end = Math.min(this.entries.length, this.scored + count)
    while (left > 0 && this.scored < end) left -= this.#score(left)
    if (this.scored === this.entries.length) this.#stage = 'Settled'
    return none
  }

  /** Goes on with the contribution that is next, and gives how many predictions that took. */
  #score(predictions: number): number {
    const entry = this.entries[this.scoredAt(this.scored)]!
    const { sample, label } = entry
    const { classifier } = this.#learner
    const isKnown = !this.#model.learnsAlways && classifier.predict(sample) === label
    if (this.tried === 0 && isKnown) {
      this.#scoreAs(entry, this.loss)
      return 0
    }
    const left = this.hiddenSamples - this.tried
    if (predictions < left) {
      this.tried += predictions
      return predictions
    }
    this.#scoreAs(entry, this.#testLoss!.train(sample, label, this.loss))
    return left
  }

  #scoreAs(entry: Entry, loss: number): void {
    const kept = loss <= this.loss
    const gain = kept ? this.loss - loss : 0
    const lost = kept ? 0n : this.#penaltyOf(loss - this.loss)
    entry.score = { kept, gain, penalty: lost }
    if (kept) this.loss = loss
    this.penalties += lost
    this.scored++
    this.tried = 0
  }

  /** What a contribution loses, in wei, that raises the loss by `rise`. */
  #penaltyOf(rise: number): bigint {
    const full = fullGain(this.hiddenSamples, this.rules.fullImprovement)
    return penalty(this.bounty, BigInt(rise), full, this.rules.stake)
  }

  /** Pays what a scored contribution has earned to its contributor. */
  claim({ time }: CallContext, index: number): Outcome {
    this.#require(Number(time), 'Settled')
    const { contributor, score } = this.entries[index]!
    const { gain, penalty: lost } = score!
    const gains = BigInt(this.gains)
    let amount = this.rules.stake
    if (gains !== 0n) {
      const done = BigInt(this.#claimed)
      this.#claimed += gain
      amount += part(this.bounty, done, BigInt(gain), this.#shares())
      amount += part(this.penalties, done, BigInt(gain), gains) - lost
    }
    this.#pay(contributor, amount)
    return none
  }

  /** After a default, pays stake and part of the bounty to the contributor. */
  claimDefault({ time }: CallContext, index: number): Outcome {
    this.#require(Number(time), 'Defaulted')
    const done = BigInt(this.#claimed++)
    const share = part(this.bounty, done, 1n, BigInt(this.entries.length))
    this.#pay(this.entries[index]!.contributor, this.rules.stake + share)
    return none
  }

  /** Pays the sponsor what of the bounty nobody has earned. */
  withdraw({ time }: CallContext): Outcome {
    this.#require(Number(time), 'Settled')
    this.#pay(this.sponsor!, this.bounty - part(this.bounty, 0n, BigInt(this.gains), this.#shares()))
    return none
  }

  /** Into how many parts the bounty is cut. */
  #shares(): bigint {
    const gains = BigInt(this.gains)
    const full = fullGain(this.hiddenSamples, this.rules.fullImprovement)
    return gains > full ? gains : full
  }

  #check(label: number, sample: Sample): void {
    const { classifier } = this.#learner
    const { maxFeatures } = this.#model
    if (sample.length === 0) throw new Refusal('the sample has no features')
    if (maxFeatures !== 0 && sample.length > maxFeatures) {
      throw new Refusal(`the sample has ${sample.length} features, and may have ${maxFeatures}`)
    }
    classifier.checkSample(sample)
    if (label >= classifier.classes) throw new Refusal(`there is no class ${label}`)
    const gas = classifier.learningGas(sample.length) + classifier.predictionGas(sample.length)
    if (gas > maxLearningGas) throw new Refusal(`to try the sample takes ${gas} gas`)
  }

  #require(time: number, ...needed: PhaseName[]): void {
    const now = this.phase(time)
    if (!needed.includes(now)) throw new Refusal(`the market is ${now}, not ${needed.join(' or ')}`)
  }

  /** Moves `amount` from the market to `account`, or the other way when it is negative. */
  #pay(account: Address, amount: bigint): void {
    const before = this.received(account)
    this.#learner.journal.record(() => {
      this.#received.set(account, before)
      this.#balance += amount
    })
    this.#received.set(account, before + amount)
    this.#balance -= amount
  }
}

type Outcome = { events: TwinEvent[] }
/** What has come of a call shows in the market itself. */
const none: Outcome = { events: [] }
