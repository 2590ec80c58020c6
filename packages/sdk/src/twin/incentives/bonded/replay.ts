import { recordAt } from '../../DataHandler.ts'
import { usable } from '../../Models.ts'
import type { ReplayableEvent, TwinEvent } from '../../types/abi.ts'
import { last, payouts } from '../../types/Challenge.ts'
import { settleDispute, settleRuled, settleRuling } from './arbitration.ts'
import { drop, settle, settleChallenge } from './assertions.ts'
import type { BondedTrainer } from './BondedState.ts'
import { settleDuplicate } from './duplicates.ts'
import { settlePledge, settleWithdrawal } from './pools.ts'

/** Has the effects of the call that emitted `event`; false when it is no event of this mechanism. */
export function replay(trainer: BondedTrainer, event: ReplayableEvent): boolean {
  const { eventName, args } = event
  switch (eventName) {
    case 'Challenged':
      replayChallenge(trainer, args)
      return true
    case 'Settled':
      replaySettlement(trainer, args)
      return true
    case 'DuplicateFound':
      // the event that follows has the effects
      trainer.emit('DuplicateFound', args)
      return true
    case 'Dropped':
      replayDrop(trainer, args)
      return true
    case 'Disputed': {
      const { modelId, index, account, disputeId, fee, until } = args
      const asked = { account: trainer.account(account), fee, disputeId, until: Number(until) }
      settleDispute(trainer, usable(trainer, modelId), Number(index), asked)
      trainer.ledger.pay(asked.account, -fee)
      return true
    }
    case 'Ruling':
      settleRuling(trainer, trainer.account(args.arbiter), args.disputeId, args.ruling)
      return true
    case 'Pledged': {
      const account = trainer.account(args.account)
      const { modelId, ...movement } = args
      settlePledge(trainer, usable(trainer, modelId), { ...movement, account })
      trainer.ledger.pay(account, -args.amount)
      return true
    }
    case 'Withdrawn': {
      const { modelId, leaf, label, bond } = args
      const account = trainer.account(args.account)
      settleWithdrawal(trainer, usable(trainer, modelId), { leaf, label, bond, account })
      return true
    }
    default:
      return false
  }
}

type Args<name extends TwinEvent['eventName']> = TwinEvent<name>['args']

function replayChallenge(trainer: BondedTrainer, args: Args<'Challenged'>): void {
  const { modelId, index, label, time, bond } = args
  const account = trainer.account(args.account)
  settleChallenge(trainer, usable(trainer, modelId), Number(index), { account, label, time })
  // a pool has paid already
  if (account !== trainer.address) trainer.ledger.pay(account, -bond)
}

/** What the arbiter has ruled is seen by the label: rulings do not tell their model. */
function replaySettlement(trainer: BondedTrainer, { modelId, index, label }: Args<'Settled'>): void {
  const model = usable(trainer, modelId)
  const { state } = recordAt(model, index)
  if (model.incentive.disputeAbout(Number(index))) {
    settleRuled(trainer, model, Number(index), label)
    return
  }
  const challenges = model.incentive.challengesOf(Number(index))
  const { amounts } = payouts(state, challenges)
  settle(trainer, model, Number(index), { label: last(state, challenges).label, amounts })
}

function replayDrop(trainer: BondedTrainer, { modelId, index, amounts }: Args<'Dropped'>): void {
  const model = usable(trainer, modelId)
  const found = trainer.announced.find(event => event.eventName === 'DuplicateFound')
  if (found?.eventName !== 'DuplicateFound') {
    drop(trainer, model, Number(index))
    return
  }
  const { original } = found.args
  const finder = trainer.account(found.args.finder)
  settleDuplicate(trainer, model, Number(index), { finder, original, isKnown: amounts[0] === 0n })
}
