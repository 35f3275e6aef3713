import {
  at,
  bodyRepair,
  buy,
  byMail,
  customer,
  inquiry,
  type Story,
  service,
  testDrive,
  trade,
} from './story.ts'

const gulan = at('rubar-erbil-gulan')
const gulanTavro = at('rubar-erbil-gulan', 'tavro')
const gulanOrveo = at('rubar-erbil-gulan', 'orveo')

/** Rubar Motors, Gulan Road: the branch that the pictures show, where Shirin Aziz works. */
export const erbilGulan: Story[] = [
  {
    opened: '1 14:45 portal en',
    from: customer('Lana Qadir', 4417),
    ask: testDrive('tavro-sahra-gx', gulan, {
      grade: '2.5',
      message:
        'Hello, I would like to drive the Sahra GX in the next days, best in the morning. Is the white one in Erbil?',
    }),
    wish: '3 morning',
    steps: [
      '1 14:51 shirin-aziz views',
      '1 14:53 shirin-aziz takes',
      '1 14:54 shirin-aziz notes: The white GX comes back from the body shop tomorrow. If it slips, can Dilmar lend us the grey one from Duhok?',
      '1 14:58 payam-sherzad remarks: Keep the Duhok car free for two days. Do not promise it to Rubar yet.',
      '1 15:02 shirin-aziz replies: Hello Lana, yes, the white Sahra GX will be at Gulan Road. I am holding 10:30 for you. Does that work?',
      '1 15:40 customer writes: 10:30 is perfect. May my husband drive too? He has a licence from Sweden.',
      '38m shirin-aziz replies: Of course, he only needs to bring his licence and his passport. We have 45 minutes, so there is time for both of you.',
      '12m customer writes: Wonderful, thank you. Is there parking at the showroom?',
    ],
  },
  {
    opened: '47m portal ckb',
    from: customer('ڕێژین کەریم', 4202),
    ask: testDrive('orveo-nima-electric', gulan, {
      grade: '62 kWh',
      message: 'دەمەوێت لەگەڵ خێزانم تاقی بکەمەوە، بە تایبەتی لە شەقامی ١٠٠ مەتری.',
    }),
    wish: '1 afternoon',
  },
  {
    opened: '126m website en',
    from: customer('Karwan Aziz', 4203, 'karwan.aziz'),
    ask: buy(
      'tavro-dorna',
      { ...gulan, externalReference: 'web-88391' },
      {
        grade: '1.5 Turbo',
        year: 2027,
        pay: 'installments',
        message: '36 months, with a third paid at once. What would the monthly payment be?',
      },
    ),
    steps: [
      '95m shirin-aziz takes',
      '86m shirin-aziz replies: Hello Karwan, I am preparing the plan with a third paid at once. Would you like the insurance in it?',
    ],
  },
  {
    opened: '171m portal ar',
    from: customer('نور الحداد', 4204),
    ask: service(
      { plate: '22 K 30518', model: 'Sola', mileage: 39_700 },
      gulanOrveo,
      'صيانة 40,000 كم، وأريد فحص المكيف لأنه لا يبرد جيدًا عند التوقف.',
    ),
    wish: '2 morning',
    steps: [
      '150m hemin-qasim views',
      '148m hemin-qasim hands to shirin-aziz: She speaks with Arabic-speaking customers this week.',
      '118m shirin-aziz accepts',
      '112m shirin-aziz replies: أهلًا نور، يوجد موعد متاح الساعة 9:00 صباحًا بعد غد، ويستغرق العمل حوالي ثلاث ساعات. هل يناسبكِ؟',
      '111m shirin-aziz waits',
    ],
  },
  {
    opened: '1 10:05 app en',
    from: customer('Jwan Hassan', 4216),
    ask: service(
      { plate: '22 C 19930', model: 'Vista Air', mileage: 30_600 },
      gulanOrveo,
      'The app on my phone no longer finds the car.',
    ),
    wish: '3 noon',
    steps: [
      '1 10:22 shirin-aziz takes',
      '1 10:30 shirin-aziz replies: Good morning Jwan, we renew the connection at the service desk, it takes ten minutes. Which day suits you?',
      '1 10:31 shirin-aziz waits',
      '44m customer writes: The day after tomorrow, during my lunch break.',
    ],
  },
  {
    opened: '2 09:20 portal en',
    from: customer('Hardi Jamal', 4205),
    ask: service(
      { vin: 'ZZZTM28D4T3006127', model: 'Marn 2.8', mileage: 60_300 },
      gulanTavro,
      'Warning light for the particle filter came on near Shaqlawa. The car still drives normally.',
    ),
    wish: '1 any',
    steps: [
      '2 09:41 shirin-aziz takes',
      '2 09:44 shirin-aziz sets high',
      '2 09:50 shirin-aziz replies: Good morning Hardi. Please keep it above 60 km/h for twenty minutes if you can, and come today before four. Ask for Kamaran at the service desk.',
      '2 12:15 customer writes: I am there at 14:30.',
      '2 12:30 avan-mamand hands team rubar-erbil-service: Customer arrives at 14:30, particle filter.',
      '2 13:02 kamaran-wali takes',
      '1 10:10 kamaran-wali holds 3: Pressure sensor ordered from the parts centre, the car is with us.',
      '1 10:14 kamaran-wali replies: The filter is clean again, but its pressure sensor has to be replaced. The part arrives in a few days; you can have a Lyn until then.',
    ],
  },
  {
    opened: '3 11:05 portal en',
    from: customer('Sozan Mirza', 4206, 'sozan.mirza'),
    ask: buy('tavro-sahra-gx', gulan, { grade: '2.5 AWD', year: 2027, pay: 'cash' }),
    steps: [
      '3 11:30 shirin-aziz takes',
      '3 12:10 shirin-aziz replies: Dear Sozan, the offer for the Sahra GX 2.5 AWD is on its way, with and without the winter package. It is valid for ten days.',
      '3 12:12 shirin-aziz waits',
      '2 18:40 customer writes: Thank you. Can you add the price of the extended warranty?',
      '1 09:05 shirin-aziz replies: Added: the extended warranty covers the fourth and fifth year. I have put it as a separate line.',
      '1 09:06 shirin-aziz waits',
    ],
  },
  {
    opened: '4 10:40 app ckb',
    from: customer('دیار ڕەحیم', 4207),
    ask: bodyRepair(
      { plate: '22 R 66190', model: 'Pira', mileage: 18_900 },
      gulanTavro,
      'پەنجەرەی پشتەوە شکاوە و بۆیەی دەرگاکە خەتی لێکەوتووە.',
    ),
    wish: '2 noon',
    steps: [
      '4 11:02 hemin-qasim views',
      '4 11:05 hemin-qasim takes',
      '4 11:20 hemin-qasim replies: سڵاو کاک دیار، تکایە سبەینێ کاتژمێر ١٠ ئۆتۆمبێلەکە بهێنە بۆ خەمڵاندنی نرخ.',
      '3 10:50 hemin-qasim notes: Rear window is in stock; paint takes two days.',
      '1 13:30 hemin-qasim replies: ئۆتۆمبێلەکەت ئامادەیە. تا کاتژمێر ٤ی ئێوارە لێرەین.',
      '1 15:55 hemin-qasim resolves done',
    ],
  },
  {
    opened: '5 09:10 portal en',
    from: customer('Nina Carlsson', 4208, 'nina.carlsson'),
    ask: testDrive('orveo-vista-air', gulan, { grade: '2.0 Turbo AWD' }),
    wish: '1 morning',
    steps: [
      '5 09:25 shirin-aziz takes',
      '5 09:31 shirin-aziz replies: Hello Nina, tomorrow at 9:30? Please bring your driving licence; an international one is fine.',
      '5 10:02 customer writes: Yes, see you then.',
      '4 11:00 shirin-aziz remarks: Drove well, compares it with the Terra Six. Call her next week.',
      '4 11:04 shirin-aziz resolves done',
    ],
  },
  {
    opened: '6 13:35 portal ar',
    from: customer('علي الجبوري', 4209),
    ask: inquiry(
      'information',
      gulan,
      'هل تتوفر لديكم إطارات شتوية لسيارة سهرا GX مقاس 18؟ وكم سعر تبديل الأربعة؟',
    ),
    steps: [
      '6 14:00 shirin-aziz takes',
      '6 14:12 shirin-aziz replies: نعم، متوفرة. السعر مع التركيب والموازنة يُحسب عند الحجز، ويستغرق العمل ساعة واحدة. لا حاجة لموعد يوم الأحد صباحًا.',
      '6 19:20 customer thanks',
    ],
  },
  {
    opened: '7 10:15 payam-sherzad en',
    from: customer('Aram Fuad', 4210, 'aram.fuad'),
    ask: trade(
      {
        make: 'Tavro',
        model: 'Lyn',
        year: 2020,
        mileage: 74_000,
        condition: 'good',
        vin: 'ZZZTL16AXL1004821',
      },
      'tavro-dorna-hybrid',
      gulan,
      {
        grade: 'Comfort',
        pay: 'flexible',
        message: 'Called the head office; he would like to come on a weekday evening.',
      },
    ),
    steps: [
      '7 10:50 avan-mamand views',
      '7 10:55 avan-mamand hands branch rubar-erbil-gulan to shirin-aziz: You know him from the last service.',
      '7 11:30 shirin-aziz accepts',
      '7 11:42 shirin-aziz replies: Hello Aram, for a first price of your Lyn I need four pictures and the service book. When can you come?',
      '7 11:43 shirin-aziz waits',
      '6 17:50 customer writes: Tomorrow after five.',
      '5 17:35 shirin-aziz remarks: Seen: small dent at the rear, tyres new. Used cars offers a fair price, asks for the second key.',
      '3 14:20 shirin-aziz replies: The offer is in your mailbox: the price for your Lyn, and the Dorna Hybrid with what is left to pay.',
      '3 14:22 shirin-aziz resolves quotation-sent',
      '1 12:25 customer writes: Thank you. My brother says the Lyn is worth more, can you look again?',
    ],
  },
  {
    opened: '8 15:30 portal en',
    from: byMail('Marcus Feld', 'marcus.feld'),
    ask: testDrive(
      'orveo-ember',
      gulan,
      { grade: '2.0 Turbo Track', message: 'Is it allowed on the ring road?' },
      false,
    ),
    wish: '2 afternoon',
    steps: [
      '7 08:50 shirin-aziz takes',
      '7 08:58 shirin-aziz replies: Hello Marcus, you told us that you hold no driving licence. I can offer you a drive as a passenger.',
      '7 08:59 shirin-aziz waits',
      '2 16:20 shirin-aziz closes no-answer: Wrote once more by e-mail, no reply.',
    ],
  },
  {
    opened: '9 09:00 portal en',
    from: customer('Zhwan Latif', 4211),
    ask: service(
      { plate: '22 H 71025', mileage: 10_100 },
      gulanTavro,
      'First service. I can wait in the lounge.',
    ),
    wish: '1 morning',
    steps: [
      '9 09:30 chiman-rasool takes',
      '9 09:34 chiman-rasool replies: Tomorrow 8:30 is yours. It takes about 70 minutes; there is coffee and Wi-Fi.',
      '8 10:05 chiman-rasool resolves done',
    ],
  },
  {
    opened: '10 12:10 website ckb',
    from: customer('هەڵگورد سابیر', 4212),
    ask: service(
      { plate: '22 E 15502', model: 'Terra Eight', mileage: 52_000 },
      gulanOrveo,
      'دەنگێک لە تایەی پێشەوە دێت کاتێک دەسووڕێمەوە.',
    ),
    wish: '1 noon',
    steps: [
      '10 12:40 hemin-qasim takes',
      '10 12:45 hemin-qasim replies: سبەینێ کاتژمێر ١٢ چاوەڕێتین، نیو کاتژمێر دەخایەنێت.',
      '9 13:10 hemin-qasim notes: Wheel bearing front left replaced under warranty.',
      '9 13:15 hemin-qasim resolves done',
    ],
  },
  {
    opened: '2 15:10 portal en',
    from: customer('Banaz Tahir', 4213),
    ask: buy('orveo-terra-eight', gulan, {
      grade: '7 seats',
      pay: 'installments',
      message: 'We need three child seats in the second row. Do they fit?',
    }),
    steps: [
      '2 15:28 shirin-aziz views',
      '1 08:40 avan-mamand hands team rubar-erbil-sales: Gulan has enough for today.',
      '1 09:30 renas-doski takes',
      '1 09:38 renas-doski replies: Good morning Banaz, three seats fit side by side. Shall I send the plan over 24 or over 36 months?',
    ],
  },
  {
    opened: '83m avan-mamand en',
    from: customer('Peshang Trading', 4214, 'office.peshang-trading'),
    ask: buy('tavro-marn', gulan, {
      grade: 'Double cab 2.4',
      year: 2026,
      pay: 'cash',
      message: 'Three cars in white for their site managers.',
    }),
    steps: ['80m avan-mamand tags fleet', '79m avan-mamand sets high', '52m shirin-aziz takes'],
  },
]
