/** Another system answered more than we are ready to keep in memory. */
export class BodyTooLarge extends Error {}

/** The whole body as text. Stops reading, and throws `BodyTooLarge`, where it is of more than `most` bytes. */
export async function readBody(answer: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop by a throw cancels the rest.
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength
    if (size > most) throw new BodyTooLarge(`an answer of more than ${most} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
