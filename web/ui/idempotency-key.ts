/** A key that no other request has: 128 random bits. `randomUUID` is missing on pages without TLS. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

/** The same key for the same body, tried again; another body gets another key. */
export class RequestKey {
  #body: string | null = null
  #key = ''

  for(body: unknown): string {
    const text = JSON.stringify(body) ?? ''
    if (text !== this.#body) {
      this.#body = text
      this.#key = newKey()
    }
    return this.#key
  }

  /** Forget it once it has done its work, so that the same act can be asked for again. */
  done(): void {
    this.#body = null
  }
}
