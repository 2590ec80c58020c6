import { Button, Group, NumberInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useNetwork } from '../../network/NetworkContext.tsx'
import { useFiat } from '../fiat.ts'
import { isCurrency, isPrice, keepOwnPrice, useOwnPrice } from './ownPrice.ts'

/** A price of the chain's currency, for the costs that the page shows. Kept in this browser. */
export function PriceForm() {
  const { chain } = useNetwork()
  const { symbol } = chain.nativeCurrency
  const own = useOwnPrice(chain.id)
  const shown = useFiat()
  const [price, setPrice] = useState<number | string>(own?.price ?? '')
  const [currency, setCurrency] = useState(own?.currency ?? 'USD')
  const isGood = isPrice(Number(price)) && isCurrency(currency)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isGood) keepOwnPrice(chain.id, { price: Number(price), currency: currency.toUpperCase() })
  }
  const forget = () => {
    keepOwnPrice(chain.id, undefined)
    setPrice('')
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Title order={2}>What {symbol} costs</Title>
        <Text size="sm" c="dimmed">
          {own
            ? `You have set it: costs are shown in ${own.currency}.`
            : shown
              ? `Costs are shown in ${shown.currency}, at the price that a contract on this chain tells (${shown.price.toLocaleString('en')}). Type another one if you like.`
              : 'No contract on this chain tells it, and no other server is asked: type it to see costs in your currency.'}
        </Text>
        <Group align="flex-end" gap="sm">
          <NumberInput
            label={`Price of one ${symbol}`}
            value={price}
            onChange={setPrice}
            min={0}
            hideControls
            maw={180}
          />
          <TextInput
            label="Currency"
            value={currency}
            onChange={event => setCurrency(event.currentTarget.value)}
            error={currency !== '' && !isCurrency(currency) && 'Two to five letters.'}
            maw={110}
          />
          <Button type="submit" disabled={!isGood}>
            Use it
          </Button>
          {own && (
            <Button variant="default" onClick={forget}>
              Forget it
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
