import { createStoredList } from '../../../ui/storedList.ts'
import type { Fiat } from '../fiat.ts'

interface OwnPrice extends Fiat {
  chainId: number
}

/** A currency's name is a short word. */
const currencyForm = /^[A-Za-z]{2,5}$/

export const isPrice = (price: number) => Number.isFinite(price) && price > 0 && price < 1e9
export const isCurrency = (currency: string) => currencyForm.test(currency)

const list = createStoredList('cotrain.prices', (value): value is OwnPrice => {
  const each = value as Partial<OwnPrice> | null
  if (typeof each?.price !== 'number' || typeof each.currency !== 'string') return false
  return Number.isSafeInteger(each.chainId) && isPrice(each.price) && isCurrency(each.currency)
})

/** The price that the reader has typed for a chain's currency. */
export const useOwnPrice = (chainId: number): Fiat | undefined =>
  list.use().find(each => each.chainId === chainId)

/** Keeps a price in this browser; undefined forgets it. */
export function keepOwnPrice(chainId: number, fiat: Fiat | undefined): void {
  const others = list.read().filter(each => each.chainId !== chainId)
  list.write(fiat ? [...others, { chainId, ...fiat }] : others)
}
