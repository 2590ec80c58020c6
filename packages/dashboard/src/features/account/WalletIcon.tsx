import { WalletIcon as PlainIcon } from '@heroicons/react/24/outline'
import type { Connector } from 'wagmi'

/** Longer icons are no icons. */
const longest = 100_000

/** What a wallet may show of itself: a picture in its own words, never one that is fetched from somewhere. */
export function iconOf({ icon }: Pick<Connector, 'icon'>): string | undefined {
  const text = icon?.trim()
  const isPicture = text !== undefined && /^data:image\/(png|jpeg|webp|gif|svg\+xml)[;,]/i.test(text)
  return isPicture && text.length <= longest ? text : undefined
}

/** A wallet's picture, in an image that runs no scripts; a plain one where it has none. */
export function WalletIcon({ connector, size = 20 }: { connector: Connector | undefined; size?: number }) {
  const icon = connector && iconOf(connector)
  if (!icon) return <PlainIcon width={size} aria-hidden />
  return (
    <img src={icon} width={size} height={size} alt="" style={{ borderRadius: 4, objectFit: 'contain' }} />
  )
}
