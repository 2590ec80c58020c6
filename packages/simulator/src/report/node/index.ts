export { type Picture, pictureOf } from './png.ts'
export { writeReport } from './writeReport.ts'
