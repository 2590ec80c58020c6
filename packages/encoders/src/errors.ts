import { CotrainError } from '@cotrain/sdk'

/** An encoder's files or the packages that run it are not there. */
export class EncoderUnavailableError extends CotrainError {
  override name = 'EncoderUnavailableError'
  /** @param packages What has to be installed, as `npm install` takes it. */
  constructor(
    readonly encoderName: string,
    reason: string,
    { packages = [], cause }: { packages?: readonly string[]; cause?: unknown } = {},
  ) {
    super(`The encoder "${encoderName}" is not here: ${reason}`, {
      cause,
      metaMessages:
        packages.length === 0
          ? []
          : [`Install what it needs: npm install --legacy-peer-deps ${packages.join(' ')}`],
    })
  }
}

/** A file of an encoder is not what its row says; with another one the samples would be others. */
export class EncoderFileError extends CotrainError {
  override name = 'EncoderFileError'
  constructor(
    readonly encoderName: string,
    path: string,
    difference: string,
  ) {
    super(`The file ${path} of the encoder "${encoderName}" is damaged or another one.`, {
      metaMessages: [difference, 'Load it again, from where it comes from.'],
    })
  }
}

/** A picture is none that can be read, or there is nothing to see on it. */
export class PictureError extends CotrainError {
  override name = 'PictureError'
}
