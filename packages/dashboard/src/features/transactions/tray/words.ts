import type { JournalTransaction } from '../journal/transaction.ts'

/** What the page says of a transaction's state. */
export interface StateWords {
  label: string
  color: string
  text: string
  /** Whether something is going on. */
  busy: boolean
}

/** @param here - Whether this page waits for the wallet, not another tab */
export function wordsOf(transaction: JournalTransaction, here: boolean): StateWords {
  const { state } = transaction
  switch (state) {
    case 'trying':
      return words('Being checked', 'blue', 'It is tried out before your wallet is asked.', true)
    case 'asking':
      return askingWords(transaction, here)
    case 'sent':
      return words('Waits for a block', 'blue', waitingText(transaction), true)
    case 'mined':
      return minedWords(transaction)
    case 'reverted': {
      const reason = transaction.reason ?? 'The contract has refused it.'
      return words('Reverted', 'red', `${reason} No deposit was taken; gas was paid.`)
    }
    case 'replaced':
      return words(
        'Replaced',
        'orange',
        'Another transaction of your account took its place. It does nothing.',
      )
    case 'cancelled':
      return words('Cancelled', 'gray', 'It was cancelled in the wallet. It does nothing.')
    case 'refused':
      return words('Declined', 'gray', 'You declined it in your wallet. Nothing was sent.')
    case 'failed':
      return words('Not sent', 'red', transaction.reason ?? 'It could not be sent.')
    case 'dropped':
      return words('Not known any more', 'orange', droppedText(transaction))
  }
}

const words = (label: string, color: string, text: string, busy = false): StateWords => ({
  label,
  color,
  text,
  busy,
})

function askingWords({ left }: JournalTransaction, here: boolean): StateWords {
  if (left) {
    const text =
      'Nobody has heard whether it was sent. Look into your wallet: if it is not there, forget it here.'
    return words('Look into your wallet', 'orange', text)
  }
  const text = here ? 'Your wallet is asked to sign it.' : 'Another tab of this page has asked your wallet.'
  return words('Confirm in your wallet', 'blue', text, true)
}

function waitingText({ gap, rival, undone, callsId, hash }: JournalTransaction): string {
  if (gap !== undefined)
    return `A transaction of your account before it is missing, number ${gap}: look into your wallet, and send or cancel that one.`
  if (rival)
    return 'Another transaction with its number waits as well, such as a faster one: one of the two will be mined.'
  if (undone) return 'It was in a block that is not on the chain any more. It waits for another one.'
  if (callsId && !hash) return 'Your wallet sends it, together with others.'
  return 'It is sent.'
}

function minedWords({ block, final, other }: JournalTransaction): StateWords {
  const where = block ? `In block ${BigInt(block.number).toLocaleString('en')}. ` : ''
  const faster = other ? 'It was sped up in the wallet. ' : ''
  if (final) return words('Final', 'green', `${where}${faster}`.trim())
  const text = `${where}${faster}The chain could still take that block back; soon it cannot.`
  return words('On the chain', 'green', text)
}

const droppedText = ({ undone }: JournalTransaction) =>
  `${
    undone
      ? 'It was in a block that is not on the chain any more, and the node does not know it now.'
      : 'The node does not know it any more, or never got it.'
  } It may still be mined if another node has it. Your wallet can send it again.`
