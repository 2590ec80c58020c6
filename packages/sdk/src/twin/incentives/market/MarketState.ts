import { type Hex, stringToHex } from 'viem'
import type { MarketOptions } from '../../../kinds/types.ts'
import type { Classifier } from '../../classifiers/Classifier.ts'
import { decodeIntegers, revert } from '../../errors.ts'
import { usable } from '../../Models.ts'
import type { Trainer } from '../../Trainer.ts'
import type { Context } from '../../types/Call.ts'
import { type Market, newMarket, phases, type Scoring, scoringFrom } from '../../types/Market.ts'
import type { Model } from '../../types/Model.ts'
import type { Acceptance, Arrival, IncentiveMechanism, Surroundings } from '../IncentiveMechanism.ts'
import { TestLoss } from './TestLoss.ts'

export type MarketTrainer = Trainer<Classifier, MarketIncentive>
export type MarketModel = Model<Classifier, MarketIncentive>

/** The name of a phase in the contract. */
export type PhaseName = keyof typeof phases

export const maxPieces = 64
const million = 1_000_000
const quadratic = 1

/** The *prediction market* of one model. */
export class MarketIncentive implements IncentiveMechanism {
  /** The model learns when a contribution is scored, and only from those that do not make it worse. */
  readonly wanted = { judge: false, learn: 'try later' } as const
  readonly options: MarketOptions
  state: Market = newMarket
  scoring: Scoring = scoringFrom(0)
  /** What has been claimed: gains, or after a default contributions. */
  claimed = 0
  readonly #surroundings: Surroundings
  #testLoss: TestLoss | undefined

  /** @throws TwinError MarketOptionOutOfRange, LossNotOffered, EmptyRevert */
  constructor(encodedOptions: Hex, surroundings: Surroundings) {
    this.options = checkedOptions(encodedOptions, surroundings.classifier)
    this.#surroundings = surroundings
  }

  get quadratic(): boolean {
    return this.options.loss === quadratic
  }

  accept({ time }: Arrival): Acceptance {
    if (time >= this.closesAt) revert('WrongPhase', this.#surroundings.modelId, phases[this.phase(time)])
    return { deposit: this.options.stake, surprising: false }
  }

  /**
   * When contributions end, in seconds since 1970: with the last one that is allowed, if that comes first; 0 before the
   * market opens.
   */
  get closesAt(): number {
    const { log } = this.#surroundings
    return log.entries === this.options.maxContributions ? log.time : this.state.closesAt
  }

  /** From the commitment on the classes stay. @throws TwinError ClassesFixed */
  checkNewClass(time: number): void {
    if (this.state.stage === 'Created') return
    revert('ClassesFixed', this.#surroundings.modelId, phases[this.phase(time)])
  }

  /** Where the market stands at `time` (seconds). */
  phase(time: number): PhaseName {
    const { closesAt } = this
    const { stage } = this.state
    if (stage !== 'Opened') return stage
    if (time < closesAt) return 'Open'
    if (this.#surroundings.log.entries === 0) return 'Settled'
    return time < closesAt + this.options.revealTime ? 'Revealing' : 'Defaulted'
  }

  /** Replaces parts of the state. */
  change(changes: Partial<Market>): void {
    const before = this.state
    this.#surroundings.journal.record(() => {
      this.state = before
    })
    this.state = { ...before, ...changes }
  }

  /** Moves scoring on. */
  score(scoring: Scoring): void {
    const before = this.scoring
    this.#surroundings.journal.record(() => {
      this.scoring = before
    })
    this.scoring = scoring
  }

  /** Counts what is claimed. */
  claim(amount: number): void {
    this.#surroundings.journal.record(() => {
      this.claimed -= amount
    })
    this.claimed += amount
  }

  /** The loss on the hidden test samples, once all of them are revealed. */
  get testLoss(): TestLoss {
    this.#testLoss ??= this.#createTestLoss()
    return this.#testLoss
  }

  #createTestLoss(): TestLoss {
    const { classifier, journal } = this.#surroundings
    const { hidden } = this.state
    const samples = [...hidden.keys()].sort((a, b) => a - b).flatMap(piece => hidden.get(piece)!)
    journal.record(() => {
      this.#testLoss = undefined
    })
    return new TestLoss(classifier, journal, samples, this.quadratic)
  }
}

/**
 * The model of a market that is in phase `needed`.
 * @throws TwinError UnknownModel, ModelIncomplete, WrongPhase
 */
export function inPhase(
  trainer: MarketTrainer,
  { time }: Pick<Context, 'time'>,
  modelId: bigint,
  ...needed: PhaseName[]
): MarketModel {
  const model = usable(trainer, modelId)
  const phase = model.incentive.phase(time)
  if (!needed.includes(phase)) revert('WrongPhase', modelId, phases[phase])
  return model
}

/** @throws TwinError NotSponsor */
export function onlySponsor({ sender }: Context, { incentive }: MarketModel): void {
  const { sponsor } = incentive.state
  if (sender !== sponsor) revert('NotSponsor', sender, sponsor)
}

function checkedOptions(encoded: Hex, classifier: Classifier): MarketOptions {
  const stake = BigInt(encoded.length < 66 ? revert('EmptyRevert') : encoded.slice(0, 66))
  if (stake >> 64n !== 0n) revert('EmptyRevert')
  const rest = decodeIntegers(`0x${encoded.slice(66)}`, [16, 24, 24, 8, 8, 32]) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const [maxContributions, openTime, revealTime, drawnPieces, loss, fullImprovement] = rest
  if (loss > quadratic) revert('EmptyRevert')
  checkRange('stake', stake, 2n ** 64n - 1n)
  checkRange('maxContributions', maxContributions, 2 ** 16 - 1)
  checkRange('openTime', openTime, 2 ** 24 - 1)
  checkRange('revealTime', revealTime, 2 ** 24 - 1)
  checkRange('drawnPieces', drawnPieces, maxPieces - 1)
  checkRange('fullImprovement', fullImprovement, million)
  if (loss === quadratic && !classifier.quadraticLoss) revert('LossNotOffered', loss)
  return { stake, maxContributions, openTime, revealTime, drawnPieces, loss, fullImprovement }
}

function checkRange(option: string, value: bigint | number, max: bigint | number): void {
  if (BigInt(value) !== 0n && value <= max) return
  revert('MarketOptionOutOfRange', stringToHex(option, { size: 32 }), BigInt(value), 1n, BigInt(max))
}
