import type { Address, Hex } from 'viem'
import type { MarketOptions } from '../../../kinds/types.ts'
import type { Classifier } from '../../classifiers/Classifier.ts'
import { revert } from '../../errors.ts'
import { usable } from '../../Models.ts'
import type { Trainer } from '../../Trainer.ts'
import type { Context } from '../../types/Call.ts'
import {
  type Bundle,
  hashOf,
  type Market,
  noMarket,
  noSettlement,
  type PhaseName,
  phases,
  type Settlement,
  type StatusName,
  statuses,
} from '../../types/Market.ts'
import type { Model } from '../../types/Model.ts'
import type { IncentiveMechanism, Surroundings } from '../IncentiveMechanism.ts'
import { checkOptions, decodeOptions } from './options.ts'

export type MarketTrainer = Trainer<Classifier, MarketIncentive>
export type MarketModel = Model<Classifier, MarketIncentive>

/** Where stakes go that nobody is to have. */
export const burnt: Address = '0x000000000000000000000000000000000000dEaD'

/** The markets of one model: the present one, or the last, and the bundles of all. */
export class MarketIncentive implements IncentiveMechanism {
  /** The model learns when a bundle is settled, and only from those that do not make it worse. */
  readonly wanted = { judge: false, learn: 'bundle' } as const
  options: MarketOptions
  state: Market = noMarket
  settlement: Settlement = noSettlement
  /** By number. */
  readonly bundles: Bundle[] = []
  readonly #surroundings: Surroundings

  /** @throws TwinError MarketOptionOutOfRange, TestSamplesOdd, LossNotOffered, EmptyRevert */
  constructor(encodedOptions: Hex, surroundings: Surroundings) {
    this.options = decodeOptions(encodedOptions)
    checkOptions(this.options, surroundings.classifier)
    this.#surroundings = surroundings
    surroundings.emit('MarketOptionsSet', { modelId: surroundings.modelId, options: { ...this.options } })
  }

  /** While a market runs the classes stay. @throws TwinError ClassesFixed */
  checkNewClass(time: number): void {
    const phase = phases[this.phase(time)]
    if (runs(phase)) revert('ClassesFixed', this.#surroundings.modelId, phase)
  }

  /** Throws while a market runs, or while something of the last one is to be paid. */
  checkIdle(time: number): void {
    const phase = phases[this.phase(time)]
    const { modelId } = this.#surroundings
    if (runs(phase)) revert('WrongPhase', modelId, phase)
    const { unpaid } = this.state
    if (unpaid !== 0) revert('MarketNotPaid', modelId, BigInt(unpaid))
  }

  /** What a bundle pays, in wei. */
  get price(): bigint {
    return this.options.stake + this.options.fee
  }

  /** Until when bundles are committed and revealed, and the test set is published, in seconds since 1970. */
  get times(): { commitUntil: number; revealUntil: number; testUntil: number } {
    const { commitTime, revealTime, testTime } = this.options
    const commitUntil = this.state.openedAt + commitTime
    const revealUntil = commitUntil + revealTime
    return { commitUntil, revealUntil, testUntil: revealUntil + testTime }
  }

  /** Where the market stands at `time` (seconds). */
  phase(time: number): PhaseName {
    const { begun, bundles, revealed } = this.state
    if (begun !== 'Committing') return begun
    const { commitUntil, revealUntil, testUntil } = this.times
    if (time < commitUntil) return 'Committing'
    if (time < revealUntil) return bundles === 0 ? 'Overdue' : 'Revealing'
    return revealed !== 0 && time < testUntil ? 'Testing' : 'Overdue'
  }

  /** What was committed and not revealed is lost from when its market settles, is closed, or another one opens. */
  statusOf(bundle: number): StatusName {
    const found = this.bundles[bundle]
    if (found === undefined) return 'None'
    if (found.status !== 'Committed') return found.status
    const { begun, firstBundle } = this.state
    const open = begun === 'Committing' || begun === 'Cancelled'
    return open && bundle >= firstBundle ? 'Committed' : 'Closed'
  }

  /** The bundle, which must have status `needed`. @throws TwinError WrongBundle */
  bundleIn(bundle: bigint, needed: StatusName): Bundle {
    const status = this.statusOf(Number(bundle))
    if (status === needed) return this.bundles[Number(bundle)]!
    return revert('WrongBundle', this.#surroundings.modelId, bundle, statuses[status])
  }

  /** Which of the revealed bundles is scored next. */
  get nextNumber(): number {
    const { multiplier, position, offset } = this.settlement
    return (multiplier * position + offset) % this.state.revealed
  }

  /** Which bundle that is. */
  get nextBundle(): number {
    const { firstBundle } = this.state
    const number = this.nextNumber
    const found = this.bundles.slice(firstBundle).findIndex(each => each.contents && each.number === number)
    return firstBundle + found
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
  score(settlement: Settlement): void {
    const before = this.settlement
    this.#surroundings.journal.record(() => {
      this.settlement = before
    })
    this.settlement = settlement
  }

  /** Chooses options that are checked. */
  setOptions(options: MarketOptions): void {
    const before = this.options
    this.#surroundings.journal.record(() => {
      this.options = before
    })
    this.options = { ...options }
    this.#surroundings.emit('MarketOptionsSet', {
      modelId: this.#surroundings.modelId,
      options: { ...options },
    })
  }

  /** Puts a bundle in the place of the one of this number, or behind the last. */
  setBundle(bundle: number, next: Bundle): void {
    const before = this.bundles[bundle]
    this.#surroundings.journal.record(() => {
      if (before) this.bundles[bundle] = before
      else this.bundles.length = bundle
    })
    this.bundles[bundle] = next
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
  needed: PhaseName,
): MarketModel {
  const model = usable(trainer, modelId)
  const phase = model.incentive.phase(time)
  if (phase !== needed) revert('WrongPhase', modelId, phases[phase])
  return model
}

/** Throws unless `contributor` has committed to this. @throws TwinError BundleMismatch */
export function checkHash(
  bundle: bigint,
  expected: Bundle,
  given: { contributor: Address; commitment: Hex },
): void {
  if (given.contributor === expected.contributor && given.commitment === expected.commitment) return
  revert('BundleMismatch', bundle, hashOf(expected), hashOf(given))
}

function runs(phase: number): boolean {
  return phase !== phases.None && phase < phases.Settled
}
