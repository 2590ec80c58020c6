import type { TrainerEvent } from '@cotrain/sdk'
import { Amount } from '../../ui/Amount.tsx'
import { formatDate } from '../../ui/format.ts'
import { Person } from '../account/Person.tsx'

const eventNames = [
  'Challenged',
  'Settled',
  'Dropped',
  'DuplicateFound',
  'Disputed',
  'Ruling',
  'Pledged',
] as const
type BondedEvent = Extract<TrainerEvent, { eventName: (typeof eventNames)[number] }>

interface Props {
  event: BondedEvent
  classNames: readonly string[]
}

const sumOf = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n)

/** What happened to a contribution under deposits with bonds, in a sentence. */
export function BondedSentence({ event, classNames }: Props) {
  const nameOf = (label: number) => <strong>{classNames[label] ?? `class ${label}`}</strong>
  switch (event.eventName) {
    case 'Challenged': {
      const { account, bond, index, label } = event.args
      return (
        <>
          <Person address={account} /> says that contribution {String(index)} is {nameOf(label)}, and staked{' '}
          <Amount wei={bond} /> on it.
        </>
      )
    }
    case 'Settled': {
      const { amounts, index, label } = event.args
      return (
        <>
          Contribution {String(index)} was settled as {nameOf(label)}: <Amount wei={sumOf(amounts)} /> went to
          those who said so, and the model learned it.
        </>
      )
    }
    case 'Dropped': {
      const { amounts, index } = event.args
      return (
        <>
          Contribution {String(index)} was dropped: <Amount wei={sumOf(amounts)} /> went back, and the model
          did not learn it.
        </>
      )
    }
    case 'DuplicateFound': {
      const { amount, finder, index, original } = event.args
      return (
        <>
          <Person address={finder} /> showed that contribution {String(index)} has the sample of contribution{' '}
          {String(original)}
          {amount > 0n && (
            <>
              , for <Amount wei={amount} />
            </>
          )}
          .
        </>
      )
    }
    case 'Disputed': {
      const { account, index, fee, until } = event.args
      return (
        <>
          <Person address={account} /> called the arbiter to contribution {String(index)}
          {fee > 0n && (
            <>
              {' '}
              for <Amount wei={fee} />
            </>
          )}
          ; it may rule until {formatDate(Number(until))}.
        </>
      )
    }
    case 'Ruling': {
      const { arbiter, ruling } = event.args
      return (
        <>
          The arbiter <Person address={arbiter} />{' '}
          {ruling === 0n ? 'refused to rule' : <>ruled that it is {nameOf(Number(ruling) - 1)}</>}.
        </>
      )
    }
    case 'Pledged': {
      const { account, amount, bond, label } = event.args
      return (
        <>
          <Person address={account} /> pledged <Amount wei={amount} /> to a bond of <Amount wei={bond} /> for{' '}
          {nameOf(label)}.
        </>
      )
    }
  }
}
