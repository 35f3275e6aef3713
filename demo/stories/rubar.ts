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

/** Rubar Motors in Erbil, Duhok and Zakho, but for Gulan Road. */
export const rubar: Story[] = [
  {
    opened: '64m portal en',
    from: customer('Dilshad Omar', 4501),
    ask: testDrive('tavro-lyn', at('rubar-erbil-airport'), { grade: '1.8 Prestige' }),
    wish: '2 noon',
    steps: ['40m tara-bestoon views'],
  },
  {
    opened: '133m portal ckb',
    from: customer('نەوزاد حەمە', 4502),
    ask: service(
      { plate: '24 B 55107', model: 'Marn', mileage: 80_500 },
      inCity('duhok', 'tavro'),
      'خزمەتگوزاری ٨٠ هەزار کیلۆمەتر، و دەمەوێت لێدانی سەگمان بپشکنن.',
    ),
    wish: '2 morning',
    steps: [
      '110m berivan-shamo takes',
      '101m berivan-shamo replies: سڵاو کاک نەوزاد، دووسبەی کاتژمێر ٩ باشە؟ نزیکەی چوار کاتژمێر دەخایەنێت.',
      '100m berivan-shamo waits',
    ],
  },
  {
    opened: '36m website en',
    from: customer('Avin Zebari', 4503, 'avin.zebari'),
    ask: service(
      { vin: 'ZZZTD15T2S2250417', model: 'Dorna', mileage: 29_900 },
      inCity('zakho', 'tavro'),
      '30,000 km service, and the rear camera shows a blue picture.',
    ),
    wish: '1 any',
  },
  {
    opened: '1 09:40 portal en',
    from: customer('Saman Hussein', 4504),
    ask: sell(
      { make: 'Tavro', model: 'Sahra', year: 2022, mileage: 51_000, condition: 'excellent' },
      inCity('duhok'),
      { message: 'One owner, all services with you.' },
    ),
    steps: [
      '1 10:15 sipan-haji takes',
      '1 10:30 sipan-haji replies: Hello Saman, we would like to see the Sahra. Can you bring it this week, with the service book and both keys?',
      '1 12:05 customer writes: Tomorrow at eleven.',
      '1 12:20 sipan-haji notes: Price guide sent to the sales desk in Erbil, they have a buyer for a white Sahra.',
    ],
  },
  {
    opened: '1 13:05 portal ar',
    from: customer('عمار الدوسكي', 4505),
    ask: buy('tavro-lyn-hybrid', inCity('duhok'), {
      grade: 'Prestige',
      pay: 'installments',
      message: 'كم القسط الشهري على 48 شهرًا؟',
    }),
    steps: [
      '1 13:40 berivan-shamo accepts',
      '1 14:10 berivan-shamo replies: أهلًا أستاذ عمار، أرسلنا جدول الأقساط على 36 و48 شهرًا. العرض ساري لمدة أسبوع.',
      '1 14:11 berivan-shamo waits',
    ],
  },
  {
    opened: '2 10:25 app en',
    from: customer('Mahabad Rashid', 4506),
    ask: service(
      { plate: '22 S 40902', model: 'Lyn Estate', mileage: 45_000 },
      at('rubar-erbil-kasnazan', 'tavro'),
      'The boot does not stay open.',
    ),
    wish: '2 afternoon',
    steps: [
      '2 10:50 soran-hamid takes',
      '2 11:00 soran-hamid replies: Good morning Mahabad, we change the two gas struts while you wait, 20 minutes. Come any time after two.',
      '1 14:55 soran-hamid resolves done',
    ],
  },
  {
    opened: '2 16:05 portal en',
    from: customer('Chiya Barwari', 4507),
    ask: testDrive('tavro-kavin', inCity('duhok'), {
      grade: '8 seats',
      message: 'We are a family of seven and would all come.',
    }),
    wish: '2 afternoon',
    steps: [
      '1 08:55 sipan-haji takes',
      '1 09:03 sipan-haji replies: Good morning Chiya, everybody is welcome. Is four o’clock on your day all right?',
      '1 11:30 customer writes: Four is fine.',
    ],
  },
  {
    opened: '3 14:15 portal ckb',
    from: customer('بێریڤان عەلی', 4508),
    ask: bodyRepair(
      { plate: '24 K 18263', model: 'Vista Air', mileage: 12_700 },
      inCity('duhok', 'orveo'),
      'مەساحەی پێشەوە و پەنجەرەکە شکاون لە تۆفانەکەدا.',
    ),
    wish: '1 morning',
    steps: [
      '3 14:40 berivan-shamo accepts',
      '3 14:55 berivan-shamo replies: بەداخەوە بۆ زیانەکە. سبەینێ ئۆتۆمبێلەکە بهێنە، جام لە کۆگا هەیە.',
      '2 13:15 berivan-shamo holds 2: Windscreen with camera mount is on its way from Erbil.',
    ],
  },
  {
    opened: '4 11:25 portal en',
    from: customer('Heja Silevani', 4509, 'heja.silevani'),
    ask: trade(
      { make: 'Orveo', model: 'Sola', year: 2021, mileage: 67_500, condition: 'fair' },
      'tavro-dorna',
      at('rubar-erbil-60-meter'),
      { grade: '1.5 Turbo', pay: 'installments' },
    ),
    steps: [
      '4 11:50 dashty-burhan takes',
      '4 12:10 dashty-burhan replies: Hello Heja, when may we see your Sola? The appraisal takes 30 minutes.',
      '3 10:00 customer writes: I was there this morning, thanks for the tea.',
      '3 12:40 dashty-burhan replies: It was a pleasure. The offer is in your mailbox.',
      '3 12:42 dashty-burhan resolves quotation-sent',
    ],
  },
  {
    opened: '5 10:35 portal en',
    from: customer('Kovan Tatar', 4510),
    ask: testDrive('tavro-zozan', inCity('zakho'), { grade: '4.0 V6 Off-road' }),
    wish: '2 morning',
    steps: [
      '5 11:00 nechir-salman accepts',
      '5 11:12 nechir-salman notes: We have no Zozan in Zakho. Can Duhok send theirs for a morning?',
      '5 11:40 avan-mamand hands branch rubar-duhok: Duhok has the Zozan, it is an hour from Zakho.',
      '5 12:10 berivan-shamo takes',
      '5 12:20 berivan-shamo replies: Hello Kovan, the Zozan is in Duhok. Would you come to us, or wait until it visits Zakho next week?',
      '5 13:00 customer writes: I come to Duhok.',
      '3 11:30 berivan-shamo resolves done: Very interested, thinks about the Off-road.',
    ],
  },
  {
    opened: '6 09:15 avan-mamand en',
    ask: inquiry(
      'information',
      at('dilmar-erbil-parts-centre'),
      'When do the winter mats for the Dorna Hybrid arrive? All our branches ask.',
    ),
    steps: [
      '6 09:40 payam-sherzad hands team dilmar-parts-supply',
      '6 10:05 baran-fatih takes',
      '6 10:20 baran-fatih replies: 80 sets arrive next week, 30 of them are for Rubar.',
      '6 10:21 baran-fatih resolves answered',
    ],
  },
  {
    opened: '8 13:50 portal ar',
    from: customer('هدى الزيباري', 4511),
    ask: service(
      { plate: '24 A 70016', model: 'Pira', mileage: 15_200 },
      inCity('duhok', 'tavro'),
      'المحرك يتأخر في التشغيل صباحًا.',
    ),
    wish: '1 morning',
    steps: [
      '8 14:15 avan-mamand hands team rubar-duhok-service: Starting problem in the cold, please look today.',
      '8 14:40 jotyar-khalid takes',
      '8 14:50 jotyar-khalid replies: أهلًا هدى، غدًا الساعة 8:30 صباحًا. اتركي السيارة باردة رجاءً.',
      '7 12:10 jotyar-khalid notes: Battery replaced under warranty.',
      '7 12:15 jotyar-khalid resolves done',
      '5 18:05 customer writes: عادت المشكلة هذا الصباح.',
      '4 08:50 jotyar-khalid replies: نعتذر، أحضريها اليوم رجاءً وسنعطيكِ سيارة بديلة.',
      '3 15:30 jotyar-khalid remarks: Starter motor draws too much; ordered.',
    ],
  },
  {
    opened: '10 09:25 portal en',
    from: customer('Shahla Amin', 4512),
    ask: buy('tavro-halat', at('rubar-erbil-airport'), { grade: '3.5 Executive', year: 2026 }),
    steps: [
      '10 09:50 goran-mirza takes',
      '10 10:30 goran-mirza replies: Dear Shahla, your offer is ready. The car can be delivered within three weeks.',
      '10 10:33 goran-mirza resolves quotation-sent',
    ],
  },
  {
    opened: '11 15:45 portal en',
    from: byMail('Ahmad Sleman', 'ahmad.sleman'),
    ask: testDrive('tavro-pira', at('rubar-erbil-60-meter'), { grade: '1.4 Sport' }),
    wish: '1 any',
    steps: ['11 16:10 dashty-burhan takes', '11 20:30 customer withdraws'],
  },
  {
    opened: '13 12:30 chatbot en',
    from: customer('Nazanin Kader', 4513),
    ask: inquiry('information', at('rubar-erbil-kasnazan'), 'Do you wash the car after a service?'),
    steps: [
      '13 12:55 layla-ismat replies: Yes, outside and inside, unless you ask us not to.',
      '13 12:56 layla-ismat resolves answered',
    ],
  },
  {
    opened: '2 11:30 portal en',
    from: customer('Lavan Salim', 4514, 'lavan.salim'),
    ask: buy('tavro-dorna', at('rubar-erbil-60-meter'), {
      grade: '1.5 Turbo AWD',
      year: 2027,
      pay: 'flexible',
    }),
    steps: [
      '2 11:55 avan-mamand hands team rubar-erbil-sales to renas-doski: Dashty is on leave.',
      '2 12:15 renas-doski accepts',
      '2 12:40 renas-doski replies: Hello Lavan, three colours are here: white, graphite and red. Which one may I quote?',
      '2 12:41 renas-doski waits',
    ],
  },
]
