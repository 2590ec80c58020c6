export { OriginalError } from './errors.ts'
export { originalFromJson, originalToJson, withdrawalFromJson, withdrawalToJson } from './json.ts'
export {
  checkOriginalContent,
  maxOriginalBytes,
  maxOriginalSide,
  type Original,
  type OriginalKind,
  type OriginalPlace,
  originalKinds,
  originalText,
  type SignedOriginal,
  type SignedWithdrawal,
} from './Original.ts'
export { type PictureHead, readPictureHead } from './pictureHead.ts'
export { isOriginalSignedBy, isWithdrawalSignedBy } from './signatures.ts'
export { originalTypedData, withdrawalTypedData } from './typedData.ts'
