/**
 * What the simulator hands on: plain JSON, nothing else. Times are seconds since the start of the run, amounts of money
 * are ether as numbers (exact to 15 digits), except fields that end in `Wei`: those are exact decimal strings.
 * Accuracies and shares are 0 to 1.
 */

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** One seed of one scenario at one point of its sweep. */
export type RunResult = {
  format: 'cotrain-run-1'
  /** The scenario's name. */
  scenario: string
  seed: number
  /** Where in the sweep: the value of each axis, by the axis's path (`populations.bad.count`). Empty without axes. */
  point: Readonly<Record<string, JsonValue>>
  setup: RunSetup
  series: RunSeries
  events: EventCounts
  agents: AgentResult[]
  populations: PopulationResult[]
  metrics: RunMetrics
  /** Under a prediction market. */
  market?: MarketResult
}

/** What a prediction market came to. */
export type MarketResult = {
  /** At the end of the run: Settled, Defaulted, Open, … */
  phase: string
  bounty: number
  /** Of the bounty, what contributors were paid. */
  bountyPaid: number
  /** Stakes that contributions lost which raised the loss. */
  penalties: number
  /** What the sponsor has gained, net of gas: mostly less than 0. */
  sponsorProfit: number
  /** Test samples that were revealed before and after contributions. */
  shownSamples: number
  hiddenSamples: number
  /** Mean loss on the hidden test samples before and after scoring; null unless they were revealed. */
  firstLoss: number | null
  lastLoss: number | null
  contributions: number
  /** Contributions that taught the model something, of a blind market bundles, and how many of these were kept. */
  tried: number
  kept: number
  /** Transactions of the settlement, and the gas paid for them, in ether. */
  steps: number
  stepsGas: number
}

/** What was simulated. */
export type RunSetup = {
  /** The classifier, such as `sparse-perceptron`. */
  classifier: string
  /** The incentive mechanism, such as `deposits`. */
  mechanism: string
  data: DataSummary
  /** Gwei for a unit of gas. */
  gasPriceGwei: number
}

export type DataSummary = {
  name: string
  classes: readonly string[]
  features: number
  /** Samples that trained the initial model. */
  initial: number
  /** Samples that agents could contribute. */
  stream: number
  /** Hidden samples that accuracy is measured on. */
  test: number
}

/** All lists have one value for each of `time`. The first is at 0, before anything happened; the last at the end. */
export type RunSeries = {
  time: readonly number[]
  /** On the hidden test set. */
  accuracy: readonly number[]
  /** Contributions accepted so far. */
  contributions: readonly number[]
  /** What the contract holds. */
  locked: readonly number[]
  /** A line for each agent when there are at most 32, else one for each population (the sum of its agents). */
  balances: readonly BalanceSeries[]
  /** Accuracy of the same run without attackers, when the scenario asks for it (`baseline: true`). */
  baselineAccuracy?: readonly number[]
}

export type BalanceSeries = {
  population: string
  /** Absent in a population's line. */
  agent?: string
  /** Ether in the wallets, net of gas; what is locked in open deposits is not counted. */
  balance: readonly number[]
}

/** How often what happened. */
export type EventCounts = {
  /** Accepted by the contract. */
  contributions: number
  /** Of deposits; payments of a market, for each contribution. */
  refunds: number
  /** Takes of a share, by accounts with verified contributions. */
  takes: number
  /** Takes of all that was left, after the owner-claim or any-claim time. */
  lateTakes: number
  /** Contradictions with money at stake, under deposits with bonds. */
  challenges: number
  /** Contributions that nobody learned, under deposits with bonds: disputed for too long, or of a sample that stood there. */
  dropped: number
  /** Contributions that earned points, under points; and reports of bad ones, made and confirmed. */
  verified: number
  reported: number
  confirmed: number
  /** Transactions that the contract reverted; they cost gas all the same. */
  reverted: number
  /** Times that an agent did not contribute because the deposit was above its ceiling or beyond its balance. */
  pricedOut: number
  /** Wake-ups of agents. */
  wakeUps: number
  /**
   * What the agents asked of the contract: transactions, and with `polling` one question for each open claim at each
   * wake-up (answered without asking where the answer is known).
   */
  requests: number
}

/** What an agent or a population did and got. Counts and sums over all of its accounts. */
export type Earnings = {
  startBalance: number
  finalBalance: number
  /** Gas paid. */
  gas: number
  /** Deposits, stakes and bounties paid in. */
  deposited: number
  /** Of these got back. */
  refunded: number
  /** Deposits of others taken; rewards of a market. */
  taken: number
  /** Of its own deposits, what others took; penalties of a market, and of a bounty what was earned. */
  lost: number
  /** Of its own deposits, what is still in the contract at the end. */
  open: number
  /** finalBalance + open - startBalance: profit net of gas, if every open deposit came back. */
  profit: number
  contributions: number
  /** Contributions with the label that the data set has. */
  honestContributions: number
  /** Verified contributions (those that the mechanism counts, or that improved a market's model) at the end. */
  verified: number
  /** Points at the end, and confirmed reports; 0 where the mechanism has none. */
  points: number
  reports: number
}

export type AgentResult = Earnings & {
  /** `population` or `population 3`. */
  name: string
  population: string
  strategy: string
  /** Addresses in the order of creation; the first is the main one. */
  accounts: readonly AccountResult[]
  /** What the strategy itself reports, such as how often each arm of a bandit was pulled. */
  notes?: Readonly<Record<string, number>>
}

/** Exact, to compare with a chain. */
export type AccountResult = {
  address: `0x${string}`
  /** What the trainer has paid it, less what it has sent. */
  receivedWei: string
  /** By the scenario's gas price and the simulator's gas table. */
  gasWei: string
  verified: number
  points: number
  reports: number
}

export type PopulationResult = Earnings & {
  name: string
  strategy: string
  /** Whether the scenario calls it honest or an attacker. */
  role: Role
  /** Agents in it. */
  count: number
  /** Gini coefficient of the final balances (wallet and open deposits) of its agents: 0 all have the same. */
  gini: number
}

/** `neutral`: neither teaches honestly nor harms, such as a keeper who claims for others. */
export type Role = 'honest' | 'attacker' | 'neutral'

export type RunMetrics = {
  /** Simulated seconds. */
  duration: number
  initialAccuracy: number
  finalAccuracy: number
  meanAccuracy: number
  minAccuracy: number
  /** Mean accuracy of the same run without attackers; null unless the scenario asks for it. */
  baselineMeanAccuracy: number | null
  baselineFinalAccuracy: number | null
  /** Points (hundredths) of mean accuracy lost to the attackers: against the baseline, else against the start. */
  lostPoints: number
  /** What the attackers lost, net of gas; negative when they gained. */
  attackCost: number
  /** attackCost / lostPoints, ether for a point; null when no more than a hundredth of a point is lost. */
  attackCostPerPoint: number | null
  /** From the first fall of more than a point below the start until within a point again after the lowest value. */
  secondsToRecover: number | null
  /** Whether it fell at all, and came back. */
  recovery: 'never fell' | 'recovered' | 'not recovered'
  honestProfit: number
  attackerProfit: number
  honestVerified: number
  attackerVerified: number
  /** Points at the end; null where the mechanism has none. */
  honestPoints: number | null
  attackerPoints: number | null
  /** Of all deposits that honest agents paid in, the share that others took. */
  honestDepositsLost: number
  /** Share of all accepted contributions that attackers made. */
  attackerContributions: number
  /** Gini coefficient of the final balances of all agents. */
  gini: number
  /** Sum of deposits still in the contract at the end. */
  locked: number
  /** What the computer needed, in seconds; the only field that differs from run to run. */
  wallSeconds: number
}

/** A parameter that a sweep varies. */
export type SweepAxis = {
  /** Path into the scenario, such as `populations.bad.count` or `mechanism.refundTime`. */
  path: string
  /** For the plots; the path when absent. */
  title?: string
  values: readonly JsonValue[]
}

/** All seeds at all points of a scenario: the document that `cotrain simulate --json OUT` writes. */
export type SweepResult = {
  format: 'cotrain-sweep-1'
  /** The scenario as it was read, with all defaults filled in. */
  scenario: JsonValue
  name: string
  description: string
  axes: readonly SweepAxis[]
  seeds: readonly number[]
  /** Point by point (the last axis fastest), seed by seed. */
  runs: readonly RunResult[]
}

/**
 * What is streamed while a sweep runs, a JSON document a line: first the header, then the runs in the order in which
 * they end. A file of these lines without all of its runs is resumed.
 */
export type SweepHeader = Omit<SweepResult, 'runs'> & { points: number }
