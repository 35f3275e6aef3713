import { expect, it } from 'vitest'
import { isSameServer } from './main.ts'

it('statements stay prepared only where both addresses lead to the same place', () => {
  const app = 'postgresql://app:secret@db.example:5432/interchange'
  for (const direct of [
    'postgresql://relay:other@db.example:5432/interchange',
    'postgresql://relay@db.example/interchange?sslmode=require',
  ])
    expect(isSameServer(app, direct), direct).toBe(true)
  for (const direct of [
    'postgresql://relay@db.example:6432/interchange',
    'postgresql://relay@pool.example:5432/interchange',
    'postgresql://relay@db.example:5432/interchange-direct',
    'postgresql://relay@db.example:5432/interchange?host=/run/postgresql',
  ])
    expect(isSameServer(app, direct), direct).toBe(false)
  const socket = 'postgresql:///interchange?host=/run/postgresql'
  expect(isSameServer(socket, 'postgresql:///interchange?host=/run/postgresql&user=relay')).toBe(true)
  expect(isSameServer(socket, 'postgresql:///interchange?host=/run/pgbouncer')).toBe(false)
})
