/*
 * A step is a line: when, who, what they do, and after a colon what they say.
 *
 *   3 10:24 shirin-aziz replies: Hello Lana, the white one is here.
 *   45m customer writes: Thank you!
 *
 * `customer` is whoever asked. What can be done:
 *   views, accepts, takes, resumes, waits          waits: Pending Customer
 *   replies: …, notes: …, remarks: …               to the customer, to the network, within the company
 *   hands dealer|branch|team ID [to USER][: …]     hands to USER: to a colleague of the same unit
 *   returns: …
 *   holds DAYS: …                                  until so many working days after today
 *   resolves CODE[: …], closes CODE[: …], reopens
 *   sets PRIORITY, tags A, B
 *   writes: …, withdraws, thanks                   the customer; thanks: says that it is solved
 */
export const VERBS = [
  ...(['views', 'accepts', 'takes', 'resumes', 'waits', 'replies', 'notes', 'remarks'] as const),
  ...(['hands', 'returns', 'holds', 'resolves', 'closes', 'reopens', 'sets', 'tags'] as const),
  ...(['writes', 'withdraws', 'thanks'] as const),
] as const

export type Step = { when: string; who: string; verb: string; object: string; text: string | undefined }

const SHAPE = /^(\d+m|\d+ \d\d:\d\d) ([a-z-]+) ([a-z]+)(?: ([^:]+))?(?:: (.+))?$/s

export function readStep(line: string): Step {
  const [, when, who, verb, object = '', text] = SHAPE.exec(line) ?? []
  if (!when || !who || !verb || !(VERBS as readonly string[]).includes(verb)) {
    throw new Error(`No step of a story: ${line}`)
  }
  return { when, who, verb, object, text }
}
