export { findEncoderFile, packageSource } from './packageSource.ts'
