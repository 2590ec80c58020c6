const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  ENOENT: 'there is no such folder',
  EISDIR: 'it is a folder',
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  EROFS: 'the disk cannot be written to',
}

/** A file could not be written. What had its name before is still there. */
export class FileWriteError extends Error {
  override name = 'FileWriteError'
  readonly path: string

  constructor(path: string, cause: unknown) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    super(`Cannot write ${path}: ${reasons[code] ?? String(cause)}.`, { cause })
    this.path = path
  }
}
