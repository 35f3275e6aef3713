/** A database that cannot be used as it is. The message is for the operator: plain, and without a password. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable'
}
