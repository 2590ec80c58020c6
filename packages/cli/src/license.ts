import { knownLicenses, licenseUrl } from '@cotrain/sdk'

/** A licence as people read it; what null means. */
export function sayLicense(license: string | null | undefined): string {
  if (!license) return 'not stated'
  const url = licenseUrl(license)
  return url === undefined ? license : `${license} (${knownLicenses[license]}; ${url})`
}

/** What whoever contributes accepts; undefined when the model states no licence. */
export function acceptanceOf(license: string | undefined, samples: number): string | undefined {
  if (license === undefined) return undefined
  return `Contributing places ${samples === 1 ? 'the sample' : 'the samples'} under ${sayLicense(license)}.`
}
