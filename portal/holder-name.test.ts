import { expect, it } from 'vitest'
import { makeSpeech } from '../forms/parts/speech.ts'
import { loadPortalTexts, type PortalTextKey } from '../texts/portal.ts'
import { holderName } from './holder-name.ts'

const speech = makeSpeech<PortalTextKey>('ar', await loadPortalTexts('ar'))
const company = { id: 'c', name: 'روبار موتورز' }
const branch = { id: 'b', name: 'دهوك' }
const team = { id: 't', name: 'فريق المبيعات' }

it.each([
  [{ status: 'unassigned', company: null, branch: null, team: null }, null],
  [{ status: 'dealer', company, branch: null, team: null }, 'روبار موتورز'],
  [{ status: 'branch', company, branch, team: null }, 'روبار موتورز، دهوك'],
  [{ status: 'team', company, branch: null, team }, 'روبار موتورز، فريق المبيعات'],
  [{ status: 'team', company, branch, team }, 'روبار موتورز، دهوك'],
] as const)('names company and place', (assignment, name) =>
  expect(holderName(assignment, speech)).toBe(name),
)
