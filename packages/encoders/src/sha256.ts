import { sha256 as sha256Here } from 'viem'

/** The SHA-256 of bytes, 64 hexadecimal digits: of the platform where it has one, which pages without TLS have not. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const subtle = globalThis.crypto?.subtle
  if (subtle === undefined) return sha256Here(bytes).slice(2)
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
  return Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('')
}
