import { ArrowTopRightOnSquareIcon, CheckIcon, ClipboardDocumentIcon } from '@heroicons/react/24/outline'
import { ActionIcon, Anchor, Code, CopyButton, Group } from '@mantine/core'
import type { Hash } from 'viem'
import { explorerOf } from '../../account/explorerOf.ts'
import { useNetwork } from '../../network/NetworkContext.tsx'

/** A transaction's hash, with what copies it, and its page at the chain's explorer where there is one. */
export function HashLine({ hash }: { hash: Hash }) {
  const explorer = explorerOf(useNetwork().chain)
  return (
    <Group gap={6} wrap="nowrap">
      <Code title={hash} data-hash={hash}>{`${hash.slice(0, 10)}…${hash.slice(-6)}`}</Code>
      <Copy text={hash} name="Copy the hash" />
      {explorer && (
        <Anchor
          href={`${explorer}/tx/${hash}`}
          target="_blank"
          rel="noreferrer"
          size="xs"
          style={{ whiteSpace: 'nowrap' }}
        >
          Explorer <ArrowTopRightOnSquareIcon width={12} aria-hidden />
        </Anchor>
      )}
    </Group>
  )
}

/** A button that copies a text, and says so. */
export function Copy({ text, name }: { text: string; name: string }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          onClick={copy}
          aria-label={copied ? 'Copied' : name}
          title={copied ? 'Copied' : name}
        >
          {copied ? <CheckIcon width={14} aria-hidden /> : <ClipboardDocumentIcon width={14} aria-hidden />}
        </ActionIcon>
      )}
    </CopyButton>
  )
}
