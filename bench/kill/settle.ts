import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

export async function connectAdmin(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'interchange proof' })
  // PostgreSQL is killed under some of them.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Asks until the answer is yes; false when it takes longer. */
export async function within(seconds: number, question: () => Promise<boolean> | boolean): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000
  while (!(await question())) {
    if (Date.now() > deadline) return false
    await wait(50)
  }
  return true
}

/** True when every event has its place and the mail of every new ticket has come to its end. */
export async function isSettled(admin: pg.Client): Promise<boolean> {
  const { rows } = await admin.query<{ settled: boolean }>(`
    select not exists (select from events where position is null)
      and (select count(*) from events where type = 'ticket.created' and not history)
        = (select count(*) from mail_deliveries where state <> 'queued') as settled`)
  return rows[0]?.settled ?? false
}

/** True when every event has its place and every follower has come to the last one; for where no mail is sent. */
export async function isFollowed(admin: pg.Client): Promise<boolean> {
  const { rows } = await admin.query<{ followed: boolean }>(`
    select not exists (select from events where position is null)
      and not exists (select from subscriber_cursors
        where position < (select coalesce(max(position), 0) from events)) as followed`)
  return rows[0]?.followed ?? false
}
