import { knownLicenses, licenseUrl } from '@cotrain/sdk'
import { Anchor } from '@mantine/core'

/** The licence that a model states for its data, with a link to the text of those that are well known. */
export function License({ license }: { license: string | undefined }) {
  if (license === undefined) return <>not stated</>
  const url = licenseUrl(license)
  if (url === undefined) return <>{license}</>
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
