/** What has been started and must be stopped, last first. One failing to stop does not keep the others. */
export class StopList {
  readonly #acts: { name: string; act: () => Promise<void> | void }[] = []

  add(name: string, act: () => Promise<void> | void): void {
    this.#acts.push({ name, act })
  }

  /** Stops everything; returns what did not stop, one line each. */
  async run(patienceMs = 15_000): Promise<string[]> {
    const failures: string[] = []
    for (let last = this.#acts.pop(); last !== undefined; last = this.#acts.pop()) {
      const { name, act } = last
      try {
        await within(patienceMs, act)
      } catch (error) {
        failures.push(`${name} did not stop cleanly: ${(error as Error).message}`)
      }
    }
    return failures
  }
}

async function within(patienceMs: number, act: () => Promise<void> | void): Promise<void> {
  const stopped = Promise.resolve().then(act)
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`still busy after ${patienceMs / 1000} s`)), patienceMs)
    void stopped.finally(() => clearTimeout(timer)).catch(() => undefined)
  })
  await Promise.race([stopped, late])
}
