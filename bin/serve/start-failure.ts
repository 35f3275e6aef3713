/** Something the person who starts the system can put right: shown as it stands, without a stack. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
}
