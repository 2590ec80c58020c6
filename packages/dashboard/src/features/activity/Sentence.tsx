import { contributionAt } from '@cotrain/sdk'
import { Amount } from '../../ui/Amount.tsx'
import { formatDate } from '../../ui/format.ts'
import { Person } from '../account/Person.tsx'
import { BondedSentence } from '../bonded/BondedSentence.tsx'
import { MarketSentence } from '../market/MarketSentence.tsx'
import type { ReadyModel } from '../model/readyModel.ts'
import { SampleWords } from '../model/SampleWords.tsx'
import { PointsSentence } from '../points/PointsSentence.tsx'
import type { ToldEvent } from './told.ts'

/** An event in a sentence. */
export function Sentence({ model, event }: { model: ReadyModel; event: ToldEvent }) {
  switch (event.eventName) {
    case 'Contributed': {
      const { contributor, label, deposit, sample, index } = event.args
      return (
        <>
          <Person address={contributor} /> taught the model that <SampleWords model={model} sample={sample} />{' '}
          is <strong>{model.classNames[label]}</strong>
          {deposit > 0n && (
            <>
              , deposit <Amount wei={deposit} />
            </>
          )}{' '}
          (contribution {String(index)}).
        </>
      )
    }
    case 'Refunded': {
      const { contributor, amount, index, verified } = event.args
      return (
        <>
          <Person address={contributor} /> got <Amount wei={amount} /> back for contribution {String(index)}:
          the model agreed. That makes {String(verified)} verified.
        </>
      )
    }
    case 'Taken': {
      const { taker, amount, index, remaining } = event.args
      const contributor = contributionAt(model.synced.contributions, index)?.contributor
      return (
        <>
          <Person address={taker} /> took <Amount wei={amount} /> of{' '}
          {contributor ? <Person address={contributor} /> : 'somebody'}’s deposit for contribution{' '}
          {String(index)}; {remaining === 0n ? 'nothing' : <Amount wei={remaining} />} is left of it.
        </>
      )
    }
    case 'ModelCreated':
      return (
        <>
          <Person address={event.args.owner} /> created the model.
        </>
      )
    case 'ParametersUploaded': {
      const { offset, words, requiredWords } = event.args
      if (requiredWords === 0n) return <>The model began empty.</>
      const done = offset + BigInt(words.length)
      const share = Number((done * 100n) / requiredWords)
      return (
        <>The owner uploaded {share === 100 ? 'the last of the weights' : `weights: ${share} % are there`}.</>
      )
    }
    case 'EncoderPublished':
      return <>The owner published a piece of the {model.form === 'text' ? 'vocabulary' : 'encoder'}.</>
    case 'ClassAdded':
      return (
        <>
          <Person address={event.args.account} /> added the class{' '}
          <strong>{model.classNames[Number(event.args.label)]}</strong>.
        </>
      )
    case 'OwnershipTransferred':
      return (
        <>
          <Person address={event.args.previousOwner} /> handed the model over to{' '}
          <Person address={event.args.newOwner} />.
        </>
      )
    case 'Pinned': {
      const { entries, until } = event.args
      const count = `${entries.toLocaleString('en')} ${entries === 1n ? 'entry' : 'entries'}`
      return `The log was pinned at ${count}: proofs of them stay right until ${formatDate(Number(until))}, whatever others contribute.`
    }
    case 'Verified':
    case 'Reported':
    case 'ReportConfirmed':
    case 'ReportDismissed':
      return <PointsSentence event={event} />
    case 'Challenged':
    case 'Settled':
    case 'Dropped':
    case 'DuplicateFound':
    case 'Disputed':
    case 'Ruling':
    case 'Pledged':
      return <BondedSentence event={event} classNames={model.classNames} />
    case 'Withdrawn':
      return (
        <>
          <Person address={event.args.account} /> took <Amount wei={event.args.amount} /> out of a pool.
        </>
      )
    default:
      return <MarketSentence event={event} />
  }
}
