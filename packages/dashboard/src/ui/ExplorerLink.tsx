import { ArrowTopRightOnSquareIcon } from '@heroicons/react/24/outline'
import { Anchor, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useNetwork } from '../features/network/NetworkContext.tsx'

/** What an explorer has a page of. */
export type Explored = { address: string } | { transaction: string } | { block: bigint }

/** The page of an explorer, below its address. */
export function explorerPath(of: Explored): string {
  if ('address' in of) return `address/${of.address}`
  return 'transaction' in of ? `tx/${of.transaction}` : `block/${of.block}`
}

/** Leads to the chain's explorer; its children alone on chains that have none, such as local ones. */
export function ExplorerLink({ of, children }: { of: Explored; children: ReactNode }) {
  const explorer = useNetwork().chain.blockExplorers?.default
  if (!explorer) return children
  return (
    <Anchor
      href={`${explorer.url.replace(/\/$/, '')}/${explorerPath(of)}`}
      title={`See it on ${explorer.name}`}
      target="_blank"
      rel="noreferrer noopener"
      inherit
      underline="always"
    >
      {children} <ArrowTopRightOnSquareIcon width={13} aria-hidden style={{ verticalAlign: '-2px' }} />
      <VisuallyHidden>&nbsp;on {explorer.name}</VisuallyHidden>
    </Anchor>
  )
}
