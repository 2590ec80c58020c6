import { concat, encodeAbiParameters, type Hex, keccak256, size, toHex } from 'viem'
import { hash } from '../../../src/twin/incentives/market/TestSet.ts'
import type { Twin } from '../../../src/twin/index.ts'
import { phases } from '../../../src/twin/types/Market.ts'
import type { Transaction } from '../Chain.ts'
import { Dice } from '../Dice.ts'
import { sideOf } from '../kinds/index.ts'
import { allModels, mechanismTwin, someModel, type World } from '../World.ts'
import type { MechanismSide } from './MechanismSide.ts'

const of = mechanismTwin<'market'>

function options(dice: Dice, calm: boolean) {
  const good = {
    stake: calm ? 1000n : dice.pick([1n, 10n ** 6n, 10n ** 15n, 2n ** 64n - 1n]),
    maxContributions: calm ? 12 : dice.pick([1, 3, 5, 9, 65_535]),
    openTime: dice.pick([3600, 40_000, 40_000]),
    revealTime: dice.pick([3600, 200_000, 200_000]),
    drawnPieces: dice.pick([1, 1, 1, 2, 5]),
    loss: dice.oneIn(12) ? 1 : 0,
    fullImprovement: dice.pick([1, 1000, 100_000, 1_000_000]),
  }
  if (calm || !dice.oneIn(6)) return good
  const name = dice.pick([
    'stake',
    'maxContributions',
    'openTime',
    'revealTime',
    'drawnPieces',
    'fullImprovement',
  ])
  const wrong = dice.oneIn(4) ? { loss: 2 } : { [name]: name === 'stake' ? 0n : 0 }
  return { ...good, ...(dice.oneIn(3) ? { drawnPieces: 64 } : wrong) }
}

type Piece = { salt: Hex; data: Hex }

/** The test set of a model: always the same, so that nobody must remember it. */
function testSetOf(twin: Twin, modelId: bigint, time: bigint): Piece[] {
  const dice = new Dice(Number(modelId) + 17)
  const side = sideOf(twin)
  const options = twin.classifierOptions(modelId)
  const { drawnPieces } = of(twin).incentive(modelId, time).options
  return Array.from({ length: drawnPieces + 1 + dice.below(3) }, (_, i) => {
    const samples = Array.from({ length: dice.between(1, 5) }, () => {
      const sample = side.sample(dice, options)
      // Classes are added later: a label that no class has is an outcome, too.
      const label = dice.below(dice.oneIn(20) ? 3 : 2)
      return concat([toHex(label, { size: 1 }), toHex(size(sample), { size: 2 }), sample])
    })
    const broken = dice.oneIn(25) ? dice.pick<Hex>(['0x', '0x00', '0x000009']) : undefined
    const salt = keccak256(
      encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [modelId, BigInt(i)]),
    )
    return { salt, data: broken ?? concat(samples) }
  })
}

/** A model whose market is in one of these phases if there is one, most of the time. */
function modelIn({ twin, dice, block }: World, ...wanted: (keyof typeof phases)[]): bigint {
  const numbers: number[] = wanted.map(name => phases[name])
  const found = allModels(twin).filter(id => {
    return twin.model(id).ready && numbers.includes(of(twin).phase(id, block.time))
  })
  return found.length === 0 || dice.oneIn(8) ? someModel(twin, dice) : dice.pick(found)
}

const isThere = (twin: Twin, modelId: bigint) => modelId < twin.modelCount()

function sponsorOf({ twin, block, dice, accounts }: World, modelId: bigint) {
  if (!isThere(twin, modelId) || dice.oneIn(10)) return dice.pick(accounts)
  return of(twin).incentive(modelId, block.time).sponsor
}

function commit(world: World): Transaction {
  const { twin, dice, accounts, block } = world
  const modelId = modelIn(world, 'Created')
  const known = isThere(twin, modelId)
  const pieces = known ? testSetOf(twin, modelId, block.time) : []
  const hashes = pieces.map(({ salt, data }, i) => hash(modelId, BigInt(i), salt, data))
  if (dice.oneIn(12)) hashes.splice(dice.below(2))
  if (dice.oneIn(12) && hashes.length > 1) hashes[0] = hashes[1]!
  const sender = known && !dice.oneIn(8) ? twin.model(modelId).owner : dice.pick(accounts)
  const bounty = dice.pick([1n, 999n, 10n ** 18n, 10n ** 18n])
  const value = dice.oneIn(12) ? dice.pick([0n, 2n ** 96n]) : bounty
  return { functionName: 'commit', args: [modelId, hashes], sender, value }
}

function draw(world: World): Transaction {
  const { dice, accounts } = world
  return { functionName: 'draw', args: [modelIn(world, 'Drawing')], sender: dice.pick(accounts), value: 0n }
}

function reveal(world: World): Transaction {
  const { twin, dice, block } = world
  const modelId = modelIn(world, 'Opening', 'Revealing')
  const sender = sponsorOf(world, modelId)
  if (!isThere(twin, modelId)) {
    return { functionName: 'reveal', args: [modelId, 0n, toHex(0, { size: 32 }), '0x'], sender, value: 0n }
  }
  const pieces = testSetOf(twin, modelId, block.time)
  const { phase, drawn, revealed } = of(twin).incentive(modelId, block.time)
  const due = pieces.flatMap((_, i) => {
    const bit = 1n << BigInt(i)
    const isDrawn = (drawn & bit) !== 0n
    return (revealed & bit) === 0n && isDrawn === (phase === phases.Opening) ? [i] : []
  })
  const piece = due.length === 0 || dice.oneIn(8) ? dice.below(pieces.length + 1) : dice.pick(due)
  const { salt, data } = pieces[piece] ?? pieces[0]!
  const args = [modelId, BigInt(piece), salt, dice.oneIn(15) ? concat([data, '0x00']) : data]
  return { functionName: 'reveal', args, sender, value: 0n }
}

/** The next contributions in the order of scoring, or once in a while others. */
function upcoming({ twin, dice, block, history }: World, modelId: bigint, most: number) {
  const { scored, phase } = of(twin).incentive(modelId, block.time)
  const total = Number(twin.log(modelId).entries)
  const count = Math.min(most, phase === phases.Settling ? total - Number(scored) : 0)
  const next = Array.from({ length: count }, (_, i) => {
    const index = of(twin).scoredAt(modelId, scored + BigInt(i), block.time)
    return twin.contribution(modelId, index)!
  })
  const others = history.filter(claim => claim.modelId === modelId).map(({ contribution }) => contribution)
  return others.length > 0 && (next.length === 0 || dice.oneIn(5)) ? [dice.pick(others), ...next] : next
}

function settle(world: World): Transaction {
  const { twin, dice, accounts } = world
  const modelId = modelIn(world, 'Settling')
  const contributions = isThere(twin, modelId) ? upcoming(world, modelId, dice.between(1, 5)) : []
  const samples = dice.oneIn(15) ? 0n : BigInt(dice.between(1, 30))
  if (dice.oneIn(20)) contributions.length = 0
  return {
    functionName: 'settle',
    args: [modelId, contributions, samples],
    sender: dice.pick(accounts),
    value: 0n,
  }
}

const noContribution = {
  contributor: toHex(1, { size: 20 }),
  index: 0n,
  label: 0,
  surprising: false,
  time: 1,
  deposit: 0n,
  remaining: 0n,
  takers: [],
  sample: '0x',
}

/** A claim of what the twin has seen scored, or of something else. */
function claim(world: World): Transaction {
  const { twin, dice, accounts, history } = world
  const modelId = modelIn(world, 'Settled')
  const sender = dice.pick(accounts)
  const own = history.filter(each => each.modelId === modelId)
  const { index, contribution } =
    own.length === 0 ? { index: 0n, contribution: noContribution } : dice.pick(own)
  const { gain, penalty } = scoreOf(world, modelId, index)
  const args = [modelId, index, contribution.contributor, dice.oneIn(12) ? gain + 1n : gain, penalty]
  return {
    functionName: 'claim',
    args: isThere(twin, modelId) ? args : [modelId, ...args.slice(1)],
    sender,
    value: 0n,
  }
}

function scoreOf({ scores }: World, modelId: bigint, index: bigint): { gain: bigint; penalty: bigint } {
  return scores.get(`${modelId}:${index}`) ?? { gain: 0n, penalty: 0n }
}

function claimDefault(world: World): Transaction {
  const { dice, accounts, history } = world
  const modelId = modelIn(world, 'Defaulted')
  const own = history.filter(each => each.modelId === modelId)
  const { index, contribution } =
    own.length === 0 ? { index: 0n, contribution: noContribution } : dice.pick(own)
  const sender = dice.pick(accounts)
  return { functionName: 'claimDefault', args: [modelId, index, contribution], sender, value: 0n }
}

function cancel(world: World): Transaction {
  const modelId = modelIn(world, 'Drawing', 'Opening')
  return { functionName: 'cancel', args: [modelId], sender: sponsorOf(world, modelId), value: 0n }
}

function withdraw(world: World): Transaction {
  const modelId = modelIn(world, 'Settled', 'Cancelled')
  return { functionName: 'withdraw', args: [modelId], sender: world.dice.pick(world.accounts), value: 0n }
}

const ofUse = ['UnknownModel', 'ModelIncomplete']

export const marketSide: MechanismSide = {
  options,
  generators: { commit, draw, reveal, settle, claim, claimDefault, cancel, withdraw },
  functions: [
    ...[
      'commit',
      'commit',
      'commit',
      'draw',
      'draw',
      'draw',
      'reveal',
      'reveal',
      'reveal',
      'reveal',
      'reveal',
    ],
    ...['settle', 'settle', 'settle', 'settle', 'claim', 'claim', 'claimDefault', 'withdraw'],
    'cancel',
  ],
  prelude: [
    ['commit', 'commit', 'commit'],
    ['publishEncoder'],
    ['transferOwnership'],
    ['draw', 'draw', 'draw'],
    ['reveal', 'reveal', 'reveal', 'reveal', 'reveal'],
    ['contribute', 'contribute', 'contribute', 'contribute', 'contributeBatch', 'contribute', 'contribute'],
  ],
  inMulticalls: ['reveal', 'settle', 'claim', 'claimDefault', 'withdraw'],
  mostPrice: (twin, modelId, time) => of(twin).incentive(modelId, time).options.stake,
  view({ twin, dice }, modelId) {
    if (dice.oneIn(2)) return ['pieceHash', 1n, toHex(dice.below(9), { size: 32 }), '0x0102']
    return ['scoredAt', BigInt(dice.below(isThere(twin, modelId) ? 5 : 1))]
  },
  reads(twin, modelId) {
    const { entries } = twin.log(modelId)
    const isOrdered = of(twin).incentive(modelId, 0n).phase >= phases.Settling && hasOrder(twin, modelId)
    const positions = isOrdered ? Array.from({ length: Number(entries) }, (_, i) => BigInt(i)) : []
    return positions.map((position): [string, unknown] => ['scoredAt', position])
  },
  modelFor: world => modelIn(world, 'Open'),
  moments(twin, { modelId }, now) {
    const { closesAt, revealDeadline } = of(twin).incentive(modelId, now)
    // The deadline is for the others; most sponsors are in time.
    return [closesAt, closesAt, closesAt, revealDeadline].map(Number)
  },
  errors: {
    addClass: ['ClassesFixed'],
    createModel: ['MarketOptionOutOfRange'],
    contribute: ['DepositTooSmall', 'WrongPhase'],
    contributeBatch: ['DepositTooSmall', 'WrongPhase'],
    commit: ['NotOwner', 'WrongPhase', 'PieceCountOutOfRange', 'BountyOutOfRange', 'DuplicateHash', ...ofUse],
    draw: ['WrongPhase', 'DrawBlockUnavailable', ...ofUse],
    reveal: ['WrongPhase', 'NotSponsor', 'PieceNotDue', 'AlreadyRevealed', 'PieceMismatch', ...ofUse],
    settle: ['WrongPhase', 'NothingToSettle', 'NotNext', ...ofUse],
    claim: ['WrongPhase', 'ResultMismatch', ...ofUse],
    claimDefault: ['WrongPhase', 'AlreadyTouched', ...ofUse],
    cancel: ['WrongPhase', 'NotSponsor', 'TooEarly', ...ofUse],
    withdraw: ['WrongPhase', 'NothingToWithdraw', ...ofUse],
    pieceHash: [],
    scoredAt: ['WrongPhase', ...ofUse],
  },
  successes: [],
  rare: [
    'createModel: LossNotOffered',
    'reveal: PieceMalformed',
    'reveal: LabelOutOfRange',
    'reveal: TestSampleTooCostly',
    'claimDefault: EndsBefore',
    'claimDefault: ProofMismatch',
    'settle: ProofMismatch',
    'settle: EndsBefore',
  ],
}

/** Whether the order of scoring is known. */
function hasOrder(twin: Twin, modelId: bigint): boolean {
  try {
    of(twin).scoredAt(modelId, 0n, 0n)
    return true
  } catch {
    return false
  }
}
