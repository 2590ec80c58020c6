import type { LoadedEncoder } from '@cotrain/sdk/encoders'
import { encoderFolders } from './places.ts'

/**
 * Loads an encoder of @cotrain/encoders, from the packages that are installed beside us or in the user's folder.
 *
 * @returns Undefined if it has no encoder of the name.
 * @throws EncoderUnavailableError when something has to be installed for it.
 */
export async function loadInstalled(
  name: string,
  onProgress?: (loaded: number, total: number) => void,
): Promise<LoadedEncoder | undefined> {
  const { loadEncoder, rowOf } = await import('@cotrain/encoders')
  if (rowOf(name) === undefined) return undefined
  const { packageSource } = await import('@cotrain/encoders/node')
  return loadEncoder(name, {
    source: packageSource(encoderFolders),
    onProgress: ({ loaded, total }) => onProgress?.(loaded, total),
  })
}
