/** What the threads of a sweep load. */
export { runTask as default } from './runTask.ts'
