import { type DraftPicture, draftPicture } from '../pictures/DraftPicture.ts'
import { PictureFileError } from '../pictures/PictureFileError.ts'
import { drawn, fitted, toFile } from '../pictures/toFile.ts'

/** Pixels to a side; encoders of pictures make them as small or smaller. */
const side = 256
const quality = 0.85

/**
 * The same picture as a small JPEG, which can be shared. Its sample is made anew, as others will make it.
 *
 * @throws PictureFileError
 */
export async function smallerToShare({ file, name }: DraftPicture): Promise<DraftPicture> {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(file)])).catch(() => {
    throw new PictureFileError('Your browser cannot make this picture smaller.')
  })
  try {
    const small = await toFile(drawn(bitmap, fitted(bitmap, side)), 'image/jpeg', quality)
    const note = `It was made smaller, so that it can be shared: ${side} pixels to its longer side.`
    return draftPicture({ file: small, name, note })
  } finally {
    bitmap.close()
  }
}
