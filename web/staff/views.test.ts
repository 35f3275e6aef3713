import { expect, test } from 'vitest'
import { groupViews, kindOfView, listQuery, type View, widestView } from './views.ts'

const view = (key: string, query: Record<string, string>): View => ({ key, name: key, query })

test('a view is known by what fills it, not by its name', () => {
  expect(kindOfView(view('a', { assignment: 'unassigned' }))).toBe('review')
  expect(kindOfView(view('b', { assigneeId: 'u1' }))).toBe('mine')
  expect(kindOfView(view('c', { teamId: 't1' }))).toBe('team')
  expect(kindOfView(view('d', { companyId: 'c1' }))).toBe('company')
  expect(kindOfView(view('e', { type: 'test-drive', companyId: 'c1' }))).toBe('type')
  expect(kindOfView(view('f', {}))).toBe('network')
})

test('the widest view is the one without limits, else the company, wherever it stands', () => {
  const company = [view('m', { assigneeId: 'u' }), view('c', { companyId: 'c1' }), view('t', { type: 'x' })]
  expect(widestView([...company, view('all', { category: 'new' })])?.key).toBe('all')
  expect(widestView(company)?.key).toBe('c')
  expect(widestView([])).toBeUndefined()
})

test('groups keep the order of the server and leave out empty headings', () => {
  const groups = groupViews([
    view('t1', { type: 'test-drive' }),
    view('m', { assigneeId: 'u' }),
    view('t2', { type: 'ssc-inquiry' }),
  ])
  expect(groups.map(({ group, views }) => [group, views.map(({ key }) => key)])).toEqual([
    ['work', ['m']],
    ['types', ['t1', 't2']],
  ])
})

test('closed tickets are there only where they are asked for, and the view may have closed ones', () => {
  const open = view('a', { teamId: 't', category: 'new,active' })
  expect(listQuery(open, '-createdAt', 'open')).toEqual({
    teamId: 't',
    sort: '-createdAt',
    category: 'new,active',
  })
  expect(listQuery(open, 'createdAt', 'all')).toEqual({ teamId: 't', sort: 'createdAt' })
  expect(listQuery(view('a', {}), 'createdAt', 'open').category).toBe('new,active,paused,waiting')
  expect(listQuery(view('a', { category: 'closed' }), 'createdAt', 'all').category).toBe('closed')
  expect(listQuery(view('a', { status: 'resolved' }), 'createdAt', 'open')).toEqual({
    status: 'resolved',
    sort: 'createdAt',
  })
})
