import type { createRandom } from './random.ts'

type Random = ReturnType<typeof createRandom>

/*
 * Invented customers and what they write, in the four languages: words that stand in a third of all tickets, words that
 * stand in one of ten thousand, telephone numbers and VINs that differ.
 */

const GIVEN = [
  'Lana',
  'Omar',
  'Dilan',
  'Sara',
  'Karwan',
  'Zainab',
  'Ali',
  'Shilan',
  'زينب',
  'أحمد',
  'لانا',
  'کاروان',
  'شیلان',
  'Анна',
  'Сергей',
]
const FAMILY = [
  'Qadir',
  'Hassan',
  'Jalal',
  'Salih',
  'Karim',
  'Aziz',
  'Rashid',
  'Mahmood',
  'القادر',
  'حسن',
  'عەزیز',
  'Орлов',
  'Фёдоров',
]
const LATIN = ['lana', 'omar', 'dilan', 'sara', 'karwan', 'zainab', 'ali', 'anna', 'sergey', 'shilan']

export function customerOf(random: Random) {
  const digits = String(random.below(10_000_000)).padStart(7, '0')
  return {
    name: `${random.of(GIVEN)} ${random.of(FAMILY)}`,
    phone: `+964${random.of(['750', '770', '780', '790'])}${digits}`,
    email: `${random.of(LATIN)}.${random.below(100_000)}@${random.of(['customer', 'mailbox'])}.example`,
  }
}

const MESSAGES = [
  'Is the showroom open on Saturday, and until when?',
  'The brakes squeak when I stop, and the left mirror is loose. Please call me after work.',
  'The air conditioning blows warm air since the last service.',
  'هل الصالة مفتوحة يوم الجمعة؟ أريد أن أرى السيارة مع عائلتي.',
  'الفرامل تصدر صوتا عند التوقف، أرجو الاتصال بي بعد العصر.',
  'ئایا پێشانگا هەینی کراوەیە؟ دەمەوێت ئۆتۆمبێلەکە ببینم.',
  'Подскажите, пожалуйста, работает ли салон в субботу и сколько стоит обслуживание?',
]
// One of ten thousand writes one of these: the word that a search is made for.
const RARE = ['immobiliser', 'tachograph', 'الصاج', 'гидроусилитель', 'کلاچ']
const SIGNS = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'

function messageOf(random: Random): string {
  const rare = random.chance(0.0005) ? ` ${random.of(RARE)}` : ''
  return `${random.of(MESSAGES)}${rare} ${random.below(50_000)}`
}

// ZZZ is a world manufacturer code that nobody was given.
const vinOf = (random: Random) => `ZZZ${Array.from({ length: 14 }, () => random.of([...SIGNS])).join('')}`

export function detailsOf(random: Random, type: string): Record<string, unknown> {
  switch (type) {
    case 'service-booking':
      return {
        vehicle: {
          plate: `${10 + random.below(20)} ${random.of(['A', 'B', 'K'])} ${10_000 + random.below(90_000)}`,
        },
        serviceId: 'auto-repair-and-maintenance',
        complaint: messageOf(random),
      }
    case 'ssc-inquiry':
      return { vin: vinOf(random) }
    case 'test-drive':
      return { wantedVehicle: { modelId: 'tavro-lyn' }, holdsDrivingLicence: true }
    case 'vehicle-quotation':
      return {
        intent: 'buy',
        wantedVehicle: { modelId: 'tavro-lyn' },
        paymentMethod: 'cash',
        message: messageOf(random),
      }
    default:
      return { topic: 'information', message: messageOf(random) }
  }
}
