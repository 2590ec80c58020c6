import { admitAll, record } from '../../CollaborativeTrainer.ts'
import { TwinReplayError } from '../../errors.ts'
import { usable } from '../../Models.ts'
import { type ReplayableEvent, type TwinEvent, timeOf } from '../../types/abi.ts'
import type { Begun, Bundle } from '../../types/Market.ts'
import { commitmentTo, settleClaim, settleCommit, settleReveal } from './Bundles.ts'
import { isKept, settleEnd, settleStep, somebody } from './MarketSettlement.ts'
import type { MarketModel, MarketTrainer } from './MarketState.ts'
import { openSettlement, settleCancel, settleClose, settleOpen, settlePublish } from './Sponsorship.ts'
import { learn } from './TestLoss.ts'

type Args<name extends TwinEvent['eventName']> = TwinEvent<name>['args']

/** Has the effects of the call that emitted `event`; false when it is no event of this mechanism. */
export function replay(trainer: MarketTrainer, event: ReplayableEvent): boolean {
  switch (event.eventName) {
    case 'MarketOptionsSet': {
      const { modelId, options } = event.args
      const model = trainer.find(modelId)
      if (model) model.incentive.setOptions(options)
      // the creation that follows has the effects
      else trainer.emit('MarketOptionsSet', { modelId, options })
      return true
    }
    case 'MarketOpened': {
      const { modelId, bounty, hashes } = event.args
      const sender = trainer.account(event.args.sponsor)
      trainer.ledger.pay(sender, -bounty)
      const model = begun(trainer, event, modelId, 'None', 'Settled', 'Defaulted', 'Cancelled')
      const { unpaid } = model.incentive.state
      if (unpaid > 0) throw new TwinReplayError(event, `${unpaid} bundles of the last market are not paid`)
      settleOpen(trainer, { sender, time: timeOf(event), value: bounty }, model, hashes)
      return true
    }
    case 'BundleCommitted': {
      const { modelId, commitment } = event.args
      const contributor = trainer.account(event.args.contributor)
      const model = begun(trainer, event, modelId, 'Committing')
      trainer.ledger.pay(contributor, -model.incentive.price)
      settleCommit(trainer, model, contributor, commitment)
      return true
    }
    case 'Contributed':
      replayContribution(trainer, event.args)
      return true
    case 'BundleRevealed':
      replayReveal(trainer, event, event.args)
      return true
    default:
      return replaySponsor(trainer, event) || replaySettlement(trainer, event)
  }
}

function replaySponsor(trainer: MarketTrainer, event: ReplayableEvent): boolean {
  switch (event.eventName) {
    case 'MarketCancelled':
      settleCancel(trainer, begun(trainer, event, event.args.modelId, 'Committing'))
      return true
    case 'TestPublished': {
      const { modelId, salt, data } = event.args
      settlePublish(trainer, begun(trainer, event, modelId, 'Committing'), salt, data)
      return true
    }
    case 'SettlementOpened':
      openSettlement(trainer, begun(trainer, event, event.args.modelId, 'Committing'))
      return true
    case 'MarketDefaulted':
      settleClose(trainer, begun(trainer, event, event.args.modelId, 'Committing'))
      return true
    case 'MarketSettled': {
      const model = begun(trainer, event, event.args.modelId, 'Committing', 'Settling')
      const end = model.incentive.state.begun === 'Settling' ? settleEnd : settleClose
      end(trainer, model)
      return true
    }
    default:
      return false
  }
}

function replaySettlement(trainer: MarketTrainer, event: ReplayableEvent): boolean {
  switch (event.eventName) {
    case 'BundleTried':
    case 'BundleSettled': {
      const { modelId, bundle, tested, payLoss, keepLoss } = event.args
      const model = begun(trainer, event, modelId, 'Settling')
      const { contents } = bundleOf(model, event, bundle)
      const tried = { payLoss: Number(payLoss), keepLoss: Number(keepLoss) }
      const trial = { tested: Number(tested), tried }
      // The chain has tried it; what it learned is repeated here.
      if (contents && isKept(model.incentive, trial)) learn(model.classifier, contents)
      settleStep(trainer, model, Number(bundle), trial, somebody)
      return true
    }
    case 'Claimed': {
      const { modelId, bundle } = event.args
      const model = usable(trainer, modelId)
      bundleOf(model, event, bundle)
      settleClaim(trainer, model, Number(bundle))
      return true
    }
    default:
      return false
  }
}

/** A sample of a bundle, whose event follows those of all its samples. */
function replayContribution(
  trainer: MarketTrainer,
  { modelId, contributor, time, label, sample, deposit }: Args<'Contributed'>,
): void {
  const model = usable(trainer, modelId)
  const [admitted] = admitAll(trainer, model, [label], [sample])
  const made = { sender: trainer.account(contributor), time }
  record(trainer, made, model, admitted!, { deposit, surprising: false })
}

function replayReveal(
  trainer: MarketTrainer,
  event: ReplayableEvent,
  { modelId, bundle, first, salt }: Args<'BundleRevealed'>,
): void {
  const model = begun(trainer, event, modelId, 'Committing')
  const { contributor, commitment } = bundleOf(model, event, bundle)
  settleReveal(trainer, model, Number(bundle), Number(first), salt)
  const { labels, samples } = bundleOf(model, event, bundle).contents!
  const packed = samples.map(sample => model.classifier.packSample(sample))
  if (commitmentTo(modelId, { labels, samples: packed }, contributor, salt) === commitment) return
  throw new TwinReplayError(event, 'the contributions before it are not what was committed')
}

/** A bundle that an event is about. */
function bundleOf({ incentive }: MarketModel, event: ReplayableEvent, bundle: bigint): Bundle {
  const found = incentive.bundles[Number(bundle)]
  if (found) return found
  throw new TwinReplayError(event, `bundle ${bundle} was not committed`)
}

/** The model of an event that belongs to some phases only. */
function begun(
  trainer: MarketTrainer,
  event: ReplayableEvent,
  modelId: bigint,
  ...phases: Begun[]
): MarketModel {
  const model = usable(trainer, modelId)
  const { begun: phase } = model.incentive.state
  if (phases.includes(phase)) return model
  throw new TwinReplayError(event, `the market is at ${phase}`)
}
