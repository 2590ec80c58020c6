export { type Mail, readCorpus } from './corpus.ts'
export { withoutNearDuplicates } from './duplicates.ts'
export { chooseVocabulary, namesInHeaders } from './vocabulary.ts'
