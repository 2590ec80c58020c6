import type { Twin, TwinEvent } from '@cotrain/sdk/twin'
import { zeroAddress } from 'viem'
import * as z from 'zod'
import type { Account } from '../engine/Account.ts'
import type { Agent } from '../engine/Agent.ts'
import type { Claim } from '../engine/Claim.ts'
import { toWei } from '../engine/money.ts'
import type { Lesson, World } from '../engine/World.ts'
import { contractShape } from './contractOptions.ts'
import type { ContractMechanism, Settlement } from './Mechanism.ts'

const day = 86_400

const options = z
  .strictObject({
    ...contractShape('points'),
    /** Ether that a point is worth to an agent whose population does not say; it pays for gas, and is never paid out. */
    pointValue: z.number().min(0).default(0.0001),
  })
  .refine(
    ({ contributionPoints, reportPoints, dailyCap }) =>
      contributionPoints <= dailyCap && reportPoints <= dailyCap,
    { path: ['dailyCap'], message: 'must be at least contributionPoints and reportPoints' },
  )

type Options = z.output<typeof options>
type Reputation = ReturnType<Twin<'points'>['reputation']>

/** *Points*: docs/points.md. No money moves but for gas. */
export const points: ContractMechanism = {
  name: 'points',
  options,
  learns: 'at once',
  contractOptions: given => {
    const { pointValue: _, ...contract } = options.parse(given)
    return contract
  },
  settlement: (world, given) => new PointsClaims(world, options.parse(given)),
  // What the cap puts off has a week.
  settledAfter: given => {
    const { verifyTime, confirmTime } = options.parse(given)
    return verifyTime + confirmTime + 7 * day
  },
}

/** What an account makes of others' contributions. */
type Judgement = {
  /** How many of all contributions it has looked at. */
  seen: number
  /** Those that it believes wrong and that nobody has reported. */
  doubted: Claim[]
  /** What it has reported and neither has confirmed nor was dismissed, the oldest report first. */
  reported: Claim[]
}

type Action = 'verify' | 'report' | 'confirm'

/** Contributions by age, what they can earn, and who has reported them. */
class PointsClaims implements Settlement {
  openCount = 0
  readonly #world: World
  readonly #twin: Twin<'points'>
  readonly #options: Options
  /** All contributions, in the order of their times. */
  readonly #all: Claim[] = []
  readonly #judgements = new Map<Account, Judgement>()

  constructor(world: World, given: Options) {
    this.#world = world
    this.#twin = world.twinUnder('points')
    this.#options = given
  }

  price(): bigint {
    return 0n
  }

  topPrice(): bigint {
    return 0n
  }

  priceLevel(): number {
    return 0
  }

  add(claim: Claim): void {
    this.openCount++
    this.#all.push(claim)
    // What the model knew earns nothing: nobody will ask for it again.
    if (!this.#twin.surprising(this.#world.modelId, claim.index)) claim.author.claims.pop()
  }

  /** Nothing is ever left for whoever is first. */
  sweep(): undefined {
    return undefined
  }

  reward(account: Account, { example, label }: Lesson): bigint {
    const { contributionPoints, dailyCap } = this.#options
    if (this.#world.predict(example.sample) === label) return 0n
    // What is beyond the points of a day would only wait longer. What the model has turned against waits for nothing.
    const waiting = account.open().filter(claim => !this.#isDue(claim) || this.#agreesNow(claim))
    if (contributionPoints * waiting.length >= dailyCap) return 0n
    return this.#worth(account.agent, contributionPoints)
  }

  reputation({ address }: Account): Reputation {
    return this.#twin.reputation(this.#world.modelId, address)
  }

  worth(account: Account): bigint {
    return this.#worth(account.agent, account.points)
  }

  claimable(account: Account): bigint {
    const { contributionPoints, reportPoints } = this.#options
    const { doubted, reported } = this.#judgementOf(account)
    const verifiable = account.open().filter(claim => this.#isDue(claim) && this.#agreesNow(claim)).length
    const confirmable = reported.filter(
      claim => claim.open && this.#isConfirmable(claim) && !this.#agreesNow(claim),
    ).length
    const now = verifiable * contributionPoints + confirmable * reportPoints
    const room = this.#reportsLeft(account)
    const reportable =
      room > 0 ? doubted.filter(claim => this.#isReportable(claim) && !this.#agreesNow(claim)).length : 0
    const later = Math.min(room, reportable) * reportPoints
    return this.#worth(account.agent, Math.min(now, this.#pointsLeft(account)) + later)
  }

  claim(account: Account): void {
    this.#confirmReports(account)
    this.#verifyOwn(account)
    this.#judge(account)
    this.#reportDoubted(account)
  }

  /** Has all of the account's contributions verified that earn something now. */
  #verifyOwn(account: Account): void {
    const world = this.#world
    const { contributionPoints } = this.#options
    for (const claim of account.open()) {
      if (!this.#isDue(claim) || this.#pointsLeft(account) < contributionPoints) break
      if (world.predicted(claim) !== claim.label) continue
      if (!this.#pays(account, contributionPoints, claim, ['verify'])) continue
      const verified = this.#send(account, 'verify', claim)?.find(event => event.eventName === 'Verified')
      if (verified === undefined) continue
      claim.open = false
      this.openCount--
      world.counts.verified++
      account.verified = Number(verified.args.verified)
    }
  }

  /** Asks the agent, once, what it thinks of each contribution that can be reported by now. */
  #judge(account: Account): void {
    const { behaviour } = account.agent
    if (behaviour.opinion === undefined) return
    const judgement = this.#judgementOf(account)
    for (; judgement.seen < this.#all.length; judgement.seen++) {
      const claim = this.#all[judgement.seen]!
      if (!this.#isDue(claim)) break
      if (claim.author === account || !this.#isReportable(claim)) continue
      const label = behaviour.opinion(claim, account, 0)
      if (label !== undefined && label !== claim.label) judgement.doubted.push(claim)
    }
  }

  /** Reports what the account believes wrong and the model disagrees with, as far as its verified contributions go. */
  #reportDoubted(account: Account): void {
    const world = this.#world
    const judgement = this.#judgementOf(account)
    let room = this.#reportsLeft(account)
    if (room <= 0) return
    judgement.doubted = judgement.doubted.filter(claim => {
      if (!this.#isReportable(claim)) return false
      if (room <= 0 || world.predicted(claim) === claim.label) return true
      if (!this.#pays(account, this.#options.reportPoints, claim, ['report', 'confirm'])) return true
      if (this.#send(account, 'report', claim) === undefined) return true
      judgement.reported.push(claim)
      world.counts.reported++
      room--
      return false
    })
  }

  /** Confirms the account's reports that are old enough, where the model still disagrees. */
  #confirmReports(account: Account): void {
    const world = this.#world
    const { reportPoints } = this.#options
    const judgement = this.#judgementOf(account)
    judgement.reported = judgement.reported.filter(claim => {
      // Verified, and the report dismissed with that.
      if (!claim.open) return false
      if (!this.#isConfirmable(claim) || world.predicted(claim) === claim.label) return true
      if (this.#pointsLeft(account) < reportPoints) return true
      if (!this.#pays(account, reportPoints, claim, ['confirm'])) return true
      const events = this.#send(account, 'confirm', claim)
      if (!events?.some(({ eventName }) => eventName === 'ReportConfirmed')) return true
      world.counts.confirmed++
      return false
    })
  }

  #send(account: Account, action: Action, claim: Claim): TwinEvent[] | undefined {
    const world = this.#world
    const state = this.#twin.contribution(world.modelId, claim.index)
    if (state === undefined) throw new Error(`contribution ${claim.index} is closed already`)
    world.counts.requests++
    const functionName = action === 'report' ? 'reportContribution' : action
    const gas = world.gasCost(action, claim.example.sample.length)
    return world.send(account, functionName, [world.modelId, claim.index, state], 0n, gas)
  }

  /** Whether points are worth more than the gas of what earns them, which the account can pay. */
  #pays({ agent }: Account, points: number, { example }: Claim, actions: readonly Action[]): boolean {
    const gas = actions.reduce((sum, action) => sum + this.#world.gasCost(action, example.sample.length), 0n)
    return this.#worth(agent, points) > gas && agent.balance >= gas
  }

  /** In wei. */
  #worth({ settings }: Agent, points: number): bigint {
    return BigInt(points) * toWei(settings.pointValue ?? this.#options.pointValue)
  }

  /** Points that the account can still earn today. */
  #pointsLeft(account: Account): number {
    const { day: last, pointsOfDay } = this.reputation(account)
    const today = Math.floor(this.#world.time / day)
    return this.#options.dailyCap - (last === today ? pointsOfDay : 0)
  }

  /** Reports that the account may still make. */
  #reportsLeft(account: Account): number {
    const { verified, reports, pendingReports } = this.reputation(account)
    return verified - reports - pendingReports
  }

  #agreesNow(claim: Claim): boolean {
    return this.#world.predictedNow(claim) === claim.label
  }

  #isDue({ time }: Claim): boolean {
    return time + this.#options.verifyTime <= this.#world.time
  }

  #isReportable({ open, index }: Claim): boolean {
    return open && this.#twin.report(this.#world.modelId, index).reporter === zeroAddress
  }

  #isConfirmable({ index }: Claim): boolean {
    const { time } = this.#twin.report(this.#world.modelId, index)
    return time + this.#options.confirmTime <= this.#world.time
  }

  #judgementOf(account: Account): Judgement {
    let judgement = this.#judgements.get(account)
    if (judgement === undefined) {
      judgement = { seen: 0, doubted: [], reported: [] }
      this.#judgements.set(account, judgement)
    }
    return judgement
  }
}
