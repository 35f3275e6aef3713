import {
  anywhere,
  bodyRepair,
  buy,
  byMail,
  customer,
  inCity,
  inquiry,
  type Story,
  service,
  testDrive,
  trade,
} from './story.ts'

/** Nobody holds these: no rule could place them, or a dealer gave them back. The distributor decides. */
export const reviewQueue: Story[] = [
  {
    opened: '94m app en',
    from: customer('Rawand Salih', 4101, 'rawand.salih'),
    ask: service(
      { plate: '22 B 48213', model: 'Lyn 1.6', mileage: 20_400 },
      inCity('baghdad', 'tavro'),
      'The brakes squeal since the 20,000 km service, mostly in the morning. Any workshop in Baghdad is fine.',
    ),
    wish: '1 morning',
    steps: ['31m payam-sherzad views', '30m payam-sherzad sets high'],
  },
  {
    opened: '58m portal en',
    from: customer('Sherko Baban', 4102),
    ask: testDrive('tavro-marn', inCity('erbil'), {
      grade: 'Double cab 2.8 4x4',
      message: 'I want to try it with a loaded bed if that is possible.',
    }),
    wish: '2 afternoon',
  },
  {
    opened: '236m portal ar',
    from: customer('زهراء العلوي', 4103),
    ask: inquiry(
      'information',
      inCity('karbala'),
      'السلام عليكم، هل توجد خدمة ما بعد البيع في كربلاء؟ سيارتي تافرو دورنا وأقرب ورشة أعرفها في بغداد.',
    ),
    steps: ['205m yasmin-al-dabagh views'],
  },
  {
    opened: '1 15:20 portal ar',
    from: customer('ليث الموسوي', 4104, 'laith.almousawi'),
    ask: trade(
      { make: 'Orveo', model: 'Nima', year: 2021, mileage: 88_000, condition: 'good' },
      'tavro-marn',
      inCity('karbala'),
      {
        grade: 'Double cab 2.4',
        pay: 'installments',
        message: 'أريد استبدال سيارتي بمارن، وأدفع الفرق بالتقسيط.',
      },
    ),
    steps: ['1 15:58 yasmin-al-dabagh views'],
  },
  {
    opened: '22m portal en',
    from: byMail('Julia Hartmann', 'julia.hartmann'),
    ask: inquiry(
      'information',
      anywhere,
      'We are a company of 40 people that moves to Erbil in spring. Whom can we ask about leasing and servicing a small fleet?',
    ),
  },
  {
    opened: '26m chatbot ckb',
    from: customer('هێمن عەبدوڵا', 4105),
    ask: testDrive('tavro-lyn-hybrid', inCity('sulaymaniyah'), {
      message: 'دەمەوێت لین هایبرید لە سلێمانی تاقی بکەمەوە. لە کوێ دەتوانم؟',
    }),
    wish: '3 any',
  },
  {
    opened: '9m portal ru',
    from: byMail('Игорь Ладыгин', 'igor.ladygin'),
    ask: inquiry(
      'information',
      anywhere,
      'Здравствуйте! Действует ли у вас гарантия на Orveo Vista Air, купленную в ОАЭ? Машина 2025 года.',
    ),
  },
  {
    opened: '4m website en',
    from: customer('Dunya Taxi Company', 4106, 'fleet.dunya-taxi'),
    ask: buy(
      'tavro-lyn-hybrid',
      { ...inCity('baghdad'), externalReference: 'web-88412' },
      {
        grade: 'Comfort',
        year: 2027,
        pay: 'flexible',
        message: 'Please quote five cars, and a price for ten.',
      },
    ),
  },
  {
    opened: '1 16:40 portal ckb',
    from: customer('شێرزاد ئیسماعیل', 4107),
    ask: bodyRepair(
      { plate: '23 D 10774', model: 'Sahra', mileage: 31_000 },
      inCity('zakho', 'tavro'),
      'دەرگای لای ڕاست لە پارکینگ لێی دراوە و بۆیەی لێبووەتەوە. لە زاخۆ چاک دەکرێتەوە؟',
    ),
  },
  {
    opened: '3 10:05 portal ar',
    from: customer('مصطفى الربيعي', 4108),
    ask: bodyRepair(
      { plate: '25 A 90311', model: 'Terra Six', mileage: 45_200 },
      inCity('basra', 'orveo'),
      'حادث بسيط في المصد الأمامي والجناح، أحتاج صبغ وسمكرة.',
    ),
    wish: '2 morning',
    steps: [
      '3 10:31 yasmin-al-dabagh views',
      '3 10:34 yasmin-al-dabagh hands dealer sawa: The only dealer in Basra; please ask the Zubair workshop.',
      '3 11:20 jaafar-al-bannay views',
      '2 09:12 jaafar-al-bannay returns: لا توجد لدينا كابينة صبغ حتى كانون الثاني. الأقرب ورشة شارع فلسطين في بغداد.',
    ],
  },
  {
    opened: '2 13:15 app ckb',
    from: customer('ئاڤان ڕەسوڵ', 4109, 'avan.rasul'),
    ask: buy('tavro-zozan', inCity('sulaymaniyah'), {
      grade: '4.0 V6',
      pay: 'cash',
      message: 'نرخی زۆزان بە کاش چەندە و کەی دەگات؟',
    }),
    steps: [
      '2 13:40 sarwin-tofiq views',
      '2 13:44 sarwin-tofiq hands dealer zerin: Nearest showroom to the customer.',
      '2 14:30 shno-faraj views',
      '1 09:25 shno-faraj returns: Customer wants a Tavro; our Sulaymaniyah showroom sells Orveo and Selvan only.',
      '1 09:50 sarwin-tofiq remarks: Ask Rubar 60 Meter Street whether they deliver to Sulaymaniyah.',
    ],
  },
  {
    opened: '1 11:30 tamara-behnam en',
    ask: inquiry(
      'information',
      anywhere,
      'Our Danadan workshop needs the new diagnostic cable for the Rona Electric. Who at Dilmar orders it for the dealers?',
    ),
  },
]
