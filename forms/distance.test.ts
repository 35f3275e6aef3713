import { expect, it } from 'vitest'
import { distanceKm } from './distance.ts'

it('measures as the crow flies', () => {
  const erbil = { latitude: 36.191, longitude: 44.009 }
  const baghdad = { latitude: 33.315, longitude: 44.366 }
  expect(distanceKm(erbil, erbil)).toBe(0)
  expect(distanceKm(erbil, baghdad)).toBeGreaterThan(318)
  expect(distanceKm(erbil, baghdad)).toBeLessThan(324)
})
