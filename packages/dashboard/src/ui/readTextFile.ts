import { decodeText } from '@cotrain/sdk/data'

/** A file's text, without its byte-order mark. @throws TextEncodingError when it is not UTF-8 or UTF-16 with a mark */
export async function readTextFile(file: File): Promise<string> {
  return decodeText(new Uint8Array(await file.arrayBuffer()), { name: file.name })
}
