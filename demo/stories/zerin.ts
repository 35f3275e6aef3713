import {
  at,
  bodyRepair,
  buy,
  byMail,
  customer,
  inCity,
  inquiry,
  type Story,
  sell,
  service,
  testDrive,
  trade,
} from './story.ts'

const salim = at('zerin-sulaymaniyah-salim')
const bakrajo = (brandId: string) => at('zerin-sulaymaniyah-bakrajo', brandId)

/** Zerin Auto in Sulaymaniyah, Kirkuk and Erbil. */
export const zerin: Story[] = [
  {
    opened: '29m portal ckb',
    from: customer('کاروان جەمال', 4701),
    ask: testDrive('orveo-nima-electric', inCity('kirkuk'), { grade: '48 kWh' }),
    wish: '2 morning',
  },
  {
    opened: '102m app ckb',
    from: customer('ڕووناک سەعید', 4702),
    ask: service(
      { plate: '21 B 77340', model: 'Terra Six', mileage: 40_100 },
      inCity('sulaymaniyah', 'orveo'),
      'گۆڕینی کاتی خزمەتگوزاری: ئەم هەفتەیە ناتوانم بێم، هەفتەی داهاتوو دەتوانم.',
    ),
    wish: '5 morning',
    steps: [
      '80m hawkar-jaza accepts',
      '74m hawkar-jaza replies: سڵاو، ئاساییە. کاتژمێر ٩ی بەیانی لە هەفتەی داهاتوو باشە؟',
      '73m hawkar-jaza waits',
    ],
  },
  {
    opened: '1 09:15 portal ru',
    from: byMail('Дмитрий Ковалёв', 'dmitry.kovalev'),
    ask: buy('orveo-terra-eight', salim, {
      grade: '7 seats AWD',
      pay: 'cash',
      message: 'Интересует цена с доставкой в Эрбиль и срок.',
    }),
    steps: [
      '1 09:40 shno-faraj hands team zerin-sales to pavel-dronov: Speaks Russian.',
      '1 10:05 pavel-dronov accepts',
      '1 10:20 pavel-dronov replies: Дмитрий, добрый день! Машина есть в наличии, доставка в Эрбиль за два дня. Цвет графит или белый?',
      '1 11:45 customer writes: Графит. Пришлите, пожалуйста, предложение.',
      '1 12:30 pavel-dronov remarks: Ask Erbil 100 Meter whether they can hand over.',
    ],
  },
  {
    opened: '1 10:55 portal ckb',
    from: customer('شادی عومەر', 4703),
    ask: buy('orveo-sola-plug-in', inCity('kirkuk'), { grade: 'Elegance', pay: 'installments' }),
    steps: ['1 11:20 sevda-bayatli views'],
  },
  {
    opened: '2 08:45 portal ckb',
    from: customer('هاوڕێ فەتاح', 4704),
    ask: bodyRepair(
      { plate: '21 D 12090', model: 'Sola', mileage: 25_300 },
      bakrajo('orveo'),
      'لێدانێکی بچووک لە پشتەوە، بەمپەرەکە شکاوە.',
    ),
    wish: '1 noon',
    steps: [
      '2 09:10 hawkar-jaza takes',
      '2 09:20 hawkar-jaza replies: سبەینێ کاتژمێر ١٢ وەرە، نرخەکەت پێ دەڵێین.',
      '1 12:50 hawkar-jaza holds 3: Bumper in this colour comes from Erbil.',
    ],
  },
  {
    opened: '2 12:35 website ckb',
    from: customer('تریفە نووری', 4705),
    ask: trade(
      { make: 'Orveo', model: 'Nima', year: 2020, mileage: 93_000, condition: 'fair' },
      'orveo-vista-air',
      salim,
      { grade: '1.5 Turbo', pay: 'installments' },
    ),
    steps: [
      '2 13:00 rawezh-karim takes',
      '2 13:15 rawezh-karim replies: سڵاو خوشکم، بۆ خەمڵاندنی نیما پێویستە ئۆتۆمبێلەکە ببینین. سبەینێ دەتوانیت بێیت؟',
      '2 14:20 customer writes: بەڵێ، کاتژمێر ١١.',
      '1 11:50 rawezh-karim replies: خەمڵاندنەکە تەواو بوو. نرخەکە و خشتەی قیستەکەمان بۆت نارد.',
      '1 11:51 rawezh-karim waits',
    ],
  },
  {
    opened: '3 09:30 portal en',
    from: customer('Hiwa Tech', 4706, 'office.hiwa-tech'),
    ask: buy('selvan-cargo-3-electric', at('zerin-erbil-100-meter'), {
      grade: '75 kWh',
      message: 'Two vans for deliveries inside the city. What does a charger cost?',
    }),
    steps: [
      '3 10:00 zanyar-star takes',
      '3 10:20 zanyar-star replies: Good morning, the vans are in stock. For the charger I ask our partner and come back to you today.',
      '3 15:45 zanyar-star replies: The charger with installation is in the offer now, as a line of its own.',
      '3 15:46 zanyar-star resolves quotation-sent',
    ],
  },
  {
    opened: '3 13:25 portal ar',
    from: customer('مروة البياتي', 4707),
    ask: service(
      { plate: '14 H 26684', model: 'Cargo 2', mileage: 120_400 },
      inCity('kirkuk', 'selvan'),
      'صوت من ناقل الحركة، والسيارة للعمل.',
    ),
    wish: '1 morning',
    steps: [
      '3 13:50 sevda-bayatli takes',
      '3 14:05 sevda-bayatli replies: أهلًا مروة، أحضري السيارة غدًا الثامنة صباحًا، وسنوفر لكِ فانًا بديلًا.',
      '2 11:10 shno-faraj hands team zerin-service: Gearbox, please take it to Bakrajo if needed.',
      '2 11:45 kosar-mahmud takes',
      '1 15:05 kosar-mahmud notes: Gearbox opened; bearing and seal replaced, test drive tomorrow.',
    ],
  },
  {
    opened: '4 14:50 portal ckb',
    from: customer('ژیان ئەحمەد', 4708),
    ask: testDrive('orveo-vista-air', salim, { grade: '1.5 Turbo' }),
    wish: '1 afternoon',
    steps: [
      '4 15:15 bahar-latif takes',
      '4 15:20 bahar-latif replies: سڵاو، سبەینێ کاتژمێر ٤ چاوەڕێتین. مۆڵەتی شۆفێری لەگەڵ خۆت بهێنە.',
      '3 16:45 bahar-latif resolves done',
    ],
  },
  {
    opened: '5 11:15 portal ckb',
    from: customer('سۆران محەمەد', 4709),
    ask: sell(
      { make: 'Selvan', model: 'Baz', year: 2019, mileage: 142_000, condition: 'poor' },
      inCity('sulaymaniyah'),
      {
        message: 'مەکینەی پێویستی بە چاککردن هەیە.',
      },
    ),
    steps: [
      '5 11:50 rawezh-karim takes',
      '5 12:05 rawezh-karim replies: ببوورە کاک سۆران، ئێستا پیکابی بەو ڕێژەیە لێخوڕاو ناکڕین.',
      '5 12:06 rawezh-karim closes cannot-help',
    ],
  },
  {
    opened: '6 12:40 shno-faraj ckb',
    ask: inquiry(
      'information',
      at('dilmar-erbil-head-office'),
      'نرخنامەی نوێی کانوونی یەکەم کەی دەگات؟ دوو کڕیار چاوەڕێن.',
    ),
    steps: [
      '6 13:05 sarwin-tofiq hands branch dilmar-erbil-head-office to sarwin-tofiq',
      '6 13:20 sarwin-tofiq replies: تا کۆتایی ئەم هەفتەیە دەگات، بۆ هەموو بریکارەکان.',
      '6 13:21 sarwin-tofiq resolves answered',
    ],
  },
  {
    opened: '7 09:55 portal ru',
    from: customer('Алексей Журавлёв', 4710),
    ask: service(
      { vin: 'ZZZVR66E4T8801935', model: 'Rona Electric', mileage: 8_900 },
      bakrajo('orveo'),
      'Зарядка от домашней розетки обрывается через час.',
    ),
    wish: '2 any',
    steps: [
      '7 10:20 hawkar-jaza accepts',
      '7 10:45 shno-faraj hands team zerin-service to dyari-osman: High voltage, only Dyari is trained.',
      '7 11:10 dyari-osman accepts',
      '7 11:25 dyari-osman replies: Здравствуйте, Алексей. Привезите, пожалуйста, машину вместе с кабелем, проверка займёт два часа.',
      '5 13:40 dyari-osman remarks: The cable was the fault, replaced under warranty.',
      '5 13:45 dyari-osman resolves done',
    ],
  },
  {
    opened: '9 10:00 portal ckb',
    from: customer('پەیام عەزیز', 4711),
    ask: testDrive('selvan-baz', inCity('kirkuk'), { grade: 'Double cab 4x4' }),
    wish: '1 morning',
    steps: [
      '9 10:30 aland-shukur takes',
      '9 10:35 aland-shukur replies: سڵاو کاک پەیام، سبەینێ کاتژمێر ١٠.',
      '9 12:15 customer writes: ببوورە، ناتوانم بێم.',
      '9 12:16 customer withdraws',
    ],
  },
  {
    opened: '11 09:35 website en',
    from: customer('Soma Hassan', 4712, 'soma.hassan'),
    ask: buy('orveo-ember', at('zerin-erbil-100-meter'), { grade: '2.0 Turbo', year: 2027 }),
    steps: [
      '11 10:00 zanyar-star takes',
      '11 10:40 zanyar-star replies: Hello Soma, the Ember comes in February; I have put you on the list without obligation, and sent today’s price.',
      '11 10:42 zanyar-star resolves quotation-sent',
    ],
  },
  {
    opened: '14 11:20 portal ckb',
    from: customer('ئارام ڕەفیق', 4713),
    ask: service({ plate: '14 C 50871', model: 'Nima', mileage: 20_000 }, inCity('kirkuk', 'orveo')),
    wish: '1 morning',
    steps: ['14 11:45 aland-shukur takes', '13 09:50 aland-shukur resolves done'],
  },
]
