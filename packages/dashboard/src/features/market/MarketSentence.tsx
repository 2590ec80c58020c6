import type { TrainerEvent } from '@cotrain/sdk'
import { Amount } from '../../ui/Amount.tsx'
import { Person } from '../account/Person.tsx'

type MarketEventName =
  | 'MarketOptionsSet'
  | 'MarketOpened'
  | 'BundleCommitted'
  | 'BundleRevealed'
  | 'TestPublished'
  | 'SettlementOpened'
  | 'BundleSettled'
  | 'MarketSettled'
  | 'MarketCancelled'
  | 'MarketDefaulted'
  | 'Claimed'

type MarketEvent = Extract<TrainerEvent, { eventName: MarketEventName }>

/** What happened in a market, in a sentence. */
export function MarketSentence({ event }: { event: MarketEvent }) {
  switch (event.eventName) {
    case 'MarketOptionsSet':
      return 'The owner chose the rules of the next market.'
    case 'MarketOpened': {
      const { sponsor, bounty, hashes } = event.args
      const pages = `${hashes.length} ${hashes.length === 1 ? 'page' : 'pages'}`
      return (
        <>
          <Person address={sponsor} /> opened a market for a bounty of <Amount wei={bounty} />, with a hidden
          test set of {pages}.
        </>
      )
    }
    case 'BundleCommitted':
      return (
        <>
          <Person address={event.args.contributor} /> committed bundle {String(event.args.bundle)}.
        </>
      )
    case 'BundleRevealed':
      return (
        <>
          <Person address={event.args.contributor} /> revealed bundle {String(event.args.bundle)}, of{' '}
          {event.args.count.toLocaleString('en')} samples.
        </>
      )
    case 'TestPublished':
      return `Page ${event.args.page} of the test set was published.`
    case 'BundleSettled':
      return <Settled event={event} />
    case 'MarketCancelled':
      return 'The sponsor cancelled the market: all stakes and fees come back.'
    case 'Claimed': {
      const { contributor, amount, bundle } = event.args
      return (
        <>
          <Person address={contributor} /> was paid <Amount wei={amount} /> for bundle {String(bundle)}.
        </>
      )
    }
    default:
      return <Ending event={event} />
  }
}

/** How one bundle did. */
function Settled({ event }: { event: Extract<MarketEvent, { eventName: 'BundleSettled' }> }) {
  const { bundle, kept, amount } = event.args
  return (
    <>
      Bundle {String(bundle)} was tried and {kept ? 'kept' : 'undone'}: it came to <Amount wei={amount} />.
    </>
  )
}

type EndName = 'SettlementOpened' | 'MarketSettled' | 'MarketDefaulted'

/** How a market as a whole went on when all was revealed. */
function Ending({ event }: { event: Extract<MarketEvent, { eventName: EndName }> }) {
  switch (event.eventName) {
    case 'SettlementOpened': {
      const { burnt } = event.args
      return (
        <>
          The whole test set is published: the settlement can begin.
          {burnt > 0n && (
            <>
              {' '}
              <Amount wei={burnt} /> of bundles that were not revealed were burnt.
            </>
          )}
        </>
      )
    }
    case 'MarketSettled':
      return (
        <>
          The market is settled: <Amount wei={event.args.rest} /> of the bounty went back to the sponsor.
        </>
      )
    case 'MarketDefaulted':
      return (
        <>
          The test set was not published in time: each revealed bundle gets <Amount wei={event.args.share} />{' '}
          beside what it paid, and <Amount wei={event.args.burnt} /> were burnt.
        </>
      )
  }
}
