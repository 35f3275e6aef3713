/**
 * The portal's pages carry an anonymous session that the server sets with each page. When it has run out under a
 * page that stayed open, asking for a page renews it, and the request is made once more.
 */
export const sessionFetch: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init)
  if (answer.status !== 401) return answer
  await fetch('/', { credentials: 'same-origin', cache: 'no-store' })
  return fetch(input, init)
}
