export { type DecodedMetadata, decodeMetadata } from './decodeMetadata.ts'
export { encodeMetadata } from './encodeMetadata.ts'
export { isLicense, knownLicenses, licenseUrl } from './license.ts'
export { linkHost, type ModelMetadata, maxLengths } from './ModelMetadata.ts'
