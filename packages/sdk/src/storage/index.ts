export { type CotrainStorage, memoryStorage } from './CotrainStorage.ts'
