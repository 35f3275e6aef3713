import * as z from 'zod/mini'

/** A number as it stands in a query string. */
const wholeNumber = (minimum: number, maximum: number) =>
  z.pipe(
    z.pipe(z.string().check(z.regex(/^\d{1,6}$/)), z.transform(Number)),
    z.int().check(z.minimum(minimum), z.maximum(maximum)),
  )

/** Query of every list: `limit` 1–200 (50), and the opaque `cursor` of the page before. */
export const PageQuery = {
  limit: z._default(z.optional(wholeNumber(1, 200)), 50),
  cursor: z.optional(z.string().check(z.maxLength(600))),
}

export const page = <Item extends z.core.$ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) })
