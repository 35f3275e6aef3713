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
  'Rebin',
  'Hiwa',
  'Soran',
  'Nask',
  'Avan',
  'Renas',
  'Shirin',
  'Muna',
  'Layla',
  'Hassan',
  'Yusuf',
  'Maryam',
  'Noor',
  'Rawan',
  'Sherko',
  'Dunya',
  'Bahar',
  'Payam',
  'Zana',
  'Tara',
  'مريم',
  'يوسف',
  'نور',
  'ليلى',
  'علي',
  'محمد',
  'شيرين',
  'هيوا',
  'آوات',
  'ژیان',
  'Елена',
  'Иван',
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
  'Hawez',
  'Omer',
  'Mamand',
  'Doski',
  'Sherzad',
  'Baban',
  'Barzani',
  'Amin',
  'Rahman',
  'Nouri',
  'Jabbar',
  'Hamid',
  'Saleh',
  'Taha',
  'Yasin',
  'Fattah',
  'Latif',
  'Ghafur',
  'Najm',
  'Sabir',
  'الموسوي',
  'الكاظمي',
  'الجبوري',
  'كريم',
  'عبدالله',
  'صالح',
  'رەسوڵ',
  'عەلی',
  'قادر',
  'Иванов',
  'Петров',
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

/** What somebody looks for: a name, a number, parts of a telephone number or a VIN, words that are common, rare or nowhere. */
export function questionOf(random: Random, tickets: number): string {
  const { name, phone, email } = customerOf(random)
  const digits = phone.replace(/\D/g, '')
  const questions = [
    ...[name, name.split(' ')[0], email, digits.slice(-4), digits.slice(-7), `0${digits.slice(3)}`],
    ...[String(10_001 + random.below(tickets)), String(vinOf(random).slice(-6)), random.of(RARE)],
    ...[
      random.of(['saturday', 'الفرامل', 'салон', 'brakes mirror', 'sho']),
      'nowhere',
      `${name} ${random.of(RARE)}`,
    ],
  ]
  return random.of(questions) ?? name
}
