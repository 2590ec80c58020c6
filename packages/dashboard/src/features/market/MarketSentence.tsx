import type { TrainerEvent } from '@cotrain/sdk'
import { Amount } from '../../ui/Amount.tsx'
import { formatDate } from '../../ui/format.ts'
import { Person } from '../account/Person.tsx'
import { piecesIn } from './pieces.ts'

type MarketEventName =
  | 'MarketCommitted'
  | 'PiecesDrawn'
  | 'PieceRevealed'
  | 'MarketOpened'
  | 'SettlementOpened'
  | 'Scored'
  | 'MarketSettled'
  | 'MarketCancelled'
  | 'Claimed'
  | 'Withdrawn'

/** What happened in a market, in a sentence. */
export function MarketSentence({ event }: { event: Extract<TrainerEvent, { eventName: MarketEventName }> }) {
  switch (event.eventName) {
    case 'MarketCommitted': {
      const { sponsor, bounty, hashes } = event.args
      return (
        <>
          <Person address={sponsor} /> put up a bounty of <Amount wei={bounty} /> and committed to a test set
          of {hashes.length} pieces.
        </>
      )
    }
    case 'PiecesDrawn':
      return `The draw fell: ${piecesIn(event.args.drawn)} must be shown before the market opens.`
    case 'PieceRevealed':
      return `The sponsor revealed piece ${event.args.piece} of the test set.`
    case 'MarketOpened':
      return `The market opened, until ${formatDate(Number(event.args.closesAt))}.`
    case 'SettlementOpened':
      return 'The whole test set is revealed: the settlement can begin.'
    case 'Scored': {
      const { index, kept, gain, penalty } = event.args
      if (kept) {
        return `Contribution ${index} was tried and kept: ${gain > 0n ? 'it made the model better' : 'it made it no worse'}.`
      }
      return (
        <>
          Contribution {String(index)} was tried and not kept
          {penalty > 0n ? (
            <>
              : it would have made the model worse, for a penalty of <Amount wei={penalty} />.
            </>
          ) : (
            '.'
          )}
        </>
      )
    }
    case 'MarketSettled':
      return 'All contributions are scored: the market is settled.'
    case 'MarketCancelled':
      return 'The sponsor cancelled the market.'
    case 'Claimed': {
      const { contributor, amount, index } = event.args
      return (
        <>
          <Person address={contributor} /> was paid <Amount wei={amount} /> for contribution {String(index)}.
        </>
      )
    }
    case 'Withdrawn':
      return (
        <>
          <Amount wei={event.args.amount} /> of the bounty went back to the sponsor,{' '}
          <Person address={event.args.sponsor} />.
        </>
      )
  }
}
