export { FileWriteError } from './FileWriteError.ts'
export { makeFolder } from './makeFolder.ts'
export { replaceFile } from './replaceFile.ts'
