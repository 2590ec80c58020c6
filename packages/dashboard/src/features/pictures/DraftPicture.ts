/** A stroke of a drawing: points in units of the drawing's side, from 0 to 1, x before y. */
export type Stroke = readonly (readonly [number, number])[]

/** A picture that somebody works on. Its sample is made of the file, so that whoever has the file makes the same. */
export interface DraftPicture {
  /** Another one for each picture. */
  id: string
  /** A JPEG or PNG file. */
  file: Uint8Array
  /** What it is called: a file's name, or where it comes from. */
  name: string
  /** What to know about how it came about. */
  note?: string
  /** What was drawn, so that it can be gone on with. */
  strokes?: readonly Stroke[]
}

let count = 0

export const draftPicture = (picture: Omit<DraftPicture, 'id'>): DraftPicture => ({
  id: `picture ${++count}`,
  ...picture,
})
