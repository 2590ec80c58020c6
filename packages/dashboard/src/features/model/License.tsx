import { knownLicenses, licenseUrl } from '@cotrain/sdk'
import { Anchor } from '@mantine/core'

interface Props {
  license: string | undefined
  /** Whether the names of licences may be shown that a stranger has made up. @default true */
  isShown?: boolean
}

/** The licence that a model states for its data, with a link to the text of those that are well known. */
export function License({ license, isShown = true }: Props) {
  if (license === undefined) return <>not stated</>
  const url = licenseUrl(license)
  if (url === undefined) return <>{isShown ? license : 'not a well-known one'}</>
  return (
    <Anchor
      href={url}
      title={knownLicenses[license]}
      target="_blank"
      rel="noreferrer noopener"
      inherit
      underline="always"
    >
      {license}
    </Anchor>
  )
}

/** What whoever contributes accepts, as a sentence; nothing where the model states no licence. */
export function LicenseAcceptance({ license, act }: { license: string | undefined; act: string }) {
  if (license === undefined) return null
  return (
    <>
      {' '}
      By {act} you accept that it is placed under <License license={license} />.
    </>
  )
}
