import { CheckIcon, ClipboardDocumentIcon } from '@heroicons/react/24/outline'
import { ActionIcon, CopyButton } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  /** What is copied. */
  value: string
  /** What it is, as in "Copy the trainer's address". */
  name: string
  /** What is shown. @default the value */
  children?: ReactNode
}

/** Something to take along, with a button that copies all of it however much is shown. */
export function Copyable({ value, name, children = value }: Props) {
  return (
    <span style={{ overflowWrap: 'anywhere' }}>
      {children}{' '}
      <CopyButton value={value} timeout={2_000}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color={copied ? 'green' : 'gray'}
            size={24}
            style={{ verticalAlign: 'middle' }}
            aria-label={copied ? `Copied ${name}` : `Copy ${name}`}
            title={copied ? 'Copied' : `Copy ${name}`}
            onClick={copy}
          >
            {copied ? <CheckIcon width={15} aria-hidden /> : <ClipboardDocumentIcon width={15} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </span>
  )
}
