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

/** Sawa Motors in Basra and Nasiriyah. */
export const sawa: Story[] = [
  {
    opened: '18m portal ar',
    from: customer('عقيل المياحي', 4801),
    ask: testDrive('tavro-sahra-gx', inCity('basra'), { grade: '3.5 AWD' }),
    wish: '2 afternoon',
  },
  {
    opened: '160m website ar',
    from: customer('شهد التميمي', 4802),
    ask: buy('orveo-liva', at('sawa-basra-jazaer'), { grade: '1.5 Family', pay: 'installments' }),
    steps: [
      '135m zainab-al-kawaz takes',
      '120m zainab-al-kawaz replies: أهلًا شهد، هل تفضلين مقدمًا أقل أم قسطًا أقل؟',
    ],
  },
  {
    opened: '1 13:30 portal ar',
    from: customer('رائد العيداني', 4803),
    ask: service(
      { plate: '13 B 80726', model: 'Marn', mileage: 110_500 },
      inCity('basra', 'tavro'),
      'تسريب زيت تحت المحرك.',
    ),
    wish: '1 morning',
    steps: [
      '1 13:55 jaafar-al-bannay hands team sawa-service: شاحنة عمل، يرجى الإسراع.',
      '1 14:20 hassan-al-tahhan takes',
      '1 14:28 hassan-al-tahhan replies: أحضرها غدًا السابعة والنصف، نفحصها وأنت موجود.',
    ],
  },
  {
    opened: '2 10:40 portal ar',
    from: customer('منى السعدون', 4804),
    ask: sell(
      { make: 'Tavro', model: 'Pira', year: 2022, mileage: 40_000, condition: 'good' },
      inCity('basra'),
    ),
    steps: [
      '2 11:05 murtada-salim takes',
      '2 11:15 murtada-salim replies: أهلًا منى، أرسلي صور السيارة من الجهات الأربع ومن الداخل رجاءً.',
      '2 11:16 murtada-salim waits',
    ],
  },
  {
    opened: '4 09:10 app ar',
    from: customer('جاسم المالكي', 4805),
    ask: service(
      { plate: '16 A 41180', model: 'Dorna', mileage: 19_900 },
      inCity('nasiriyah', 'tavro'),
      'صيانة 20,000 كم.',
    ),
    wish: '1 morning',
    steps: [
      '4 09:35 muntadher-kareem takes',
      '4 09:40 muntadher-kareem replies: موعدك غدًا التاسعة صباحًا.',
      '3 11:15 muntadher-kareem resolves done',
    ],
  },
  {
    opened: '5 13:15 portal ar',
    from: customer('ضحى الياسري', 4806),
    ask: testDrive('tavro-lyn-hybrid', inCity('basra'), { grade: 'Comfort' }),
    wish: '1 morning',
    steps: [
      '5 13:40 jaafar-al-bannay hands team sawa-sales',
      '5 14:05 ruqaya-al-tamimi takes',
      '5 14:12 ruqaya-al-tamimi replies: أهلًا ضحى، ننتظركِ غدًا العاشرة صباحًا في معرض الجزائر.',
      '4 10:50 ruqaya-al-tamimi resolves done',
    ],
  },
  {
    opened: '7 12:55 portal ar',
    from: customer('حامد الفياض', 4807),
    ask: inquiry(
      'information',
      at('sawa-basra-jazaer'),
      'هل معرض البصرة مفتوح يوم الجمعة؟ وهل تبيعون قطع سيارات من شركات أخرى؟',
    ),
    steps: [
      '7 13:15 zainab-al-kawaz replies: الجمعة عطلة أستاذ حامد، ولا نبيع إلا القطع الأصلية لعلاماتنا.',
      '7 13:16 zainab-al-kawaz closes out-of-scope',
    ],
  },
  {
    opened: '8 09:45 portal en',
    from: customer('Port Services Basra', 4808, 'fleet.port-services'),
    ask: buy('tavro-marn', at('sawa-nasiriyah'), {
      grade: 'Single cab 2.4',
      pay: 'cash',
      message: 'Six cars, with tow bars.',
    }),
    steps: [
      '8 10:10 muntadher-kareem views',
      '8 10:20 muntadher-kareem returns: Customer sits in Basra, better for the sales desk there.',
      '8 10:45 jaafar-al-bannay hands team sawa-sales to abbas-al-sayegh: Six cars, take care of them.',
      '8 11:10 abbas-al-sayegh accepts',
      '8 11:40 abbas-al-sayegh replies: Thank you for your request. The offer for six cars with tow bars follows today.',
      '7 10:05 abbas-al-sayegh resolves quotation-sent',
    ],
  },
]

/** Sinbar Motors in Mosul and Ramadi. */
export const sinbar: Story[] = [
  {
    opened: '52m portal ar',
    from: customer('أنس الطائي', 4901),
    ask: service(
      { plate: '12 M 60338', model: 'Sola', mileage: 30_200 },
      inCity('mosul', 'orveo'),
      'صيانة دورية مع فحص البطارية.',
    ),
    wish: '2 noon',
  },
  {
    opened: '189m portal ar',
    from: customer('ريم الحيالي', 4902),
    ask: testDrive('tavro-dorna-hybrid', inCity('mosul'), {
      grade: 'Prestige AWD',
      message: 'هل تتوفر السيارة باللون الأزرق؟',
    }),
    wish: '1 afternoon',
    steps: [
      '165m rahma-al-hayali takes',
      '158m rahma-al-hayali replies: أهلًا ريم، سيارة التجربة بيضاء، والأزرق متوفر عند الطلب. هل تناسبكِ الرابعة عصرًا؟',
      '121m customer writes: نعم، تناسبني.',
    ],
  },
  {
    opened: '1 10:20 portal ar',
    from: customer('يونس الجميلي', 4903),
    ask: inquiry(
      'information',
      at('sinbar-mosul-zuhur'),
      'أبحث عن مسّاحات أصلية لسيارة سهرا 2025. هل هي متوفرة في الموصل؟',
    ),
    steps: [
      '1 10:45 saif-al-haddad takes',
      '1 10:58 saif-al-haddad holds 2: Ordered from the parts centre in Erbil.',
      '1 11:02 saif-al-haddad replies: نفدت من المخزن، وطلبناها لك من أربيل. نخبرك عند وصولها.',
    ],
  },
  {
    opened: '2 13:50 website ar',
    from: customer('لمى العزاوي', 4904),
    ask: buy('selvan-cargo-2', inCity('ramadi'), { grade: 'Long', pay: 'flexible' }),
    steps: [
      '2 14:15 omar-al-fallahi takes',
      '2 14:40 omar-al-fallahi replies: أهلًا لمى، أرسلنا العرض. الفان الطويل متوفر خلال أسبوعين.',
      '2 14:41 omar-al-fallahi waits',
    ],
  },
  {
    opened: '3 12:15 portal en',
    from: customer('Sinan Yonan', 4905),
    ask: bodyRepair(
      { plate: '12 K 15893', model: 'Pira', mileage: 27_000 },
      inCity('mosul', 'tavro'),
      'Hail damage on the roof and bonnet.',
    ),
    wish: '2 morning',
    steps: [
      '3 12:40 younis-al-sabbagh hands team sinbar-service to ninos-yalda: Hail, you did the last ones.',
      '3 13:05 ninos-yalda accepts',
      '3 13:15 ninos-yalda replies: Hello Sinan, we can press most of it out without paint. It takes two days.',
      '1 14:35 ninos-yalda notes: Roof done, bonnet tomorrow.',
    ],
  },
  {
    opened: '5 10:55 portal ar',
    from: customer('أسماء الراوي', 4906),
    ask: trade(
      { make: 'Tavro', model: 'Lyn', year: 2019, mileage: 102_000, condition: 'fair' },
      'tavro-lyn',
      inCity('ramadi'),
      {
        grade: '1.6 Comfort',
        pay: 'installments',
      },
    ),
    steps: [
      '5 11:20 shahad-al-fahdawi takes',
      '5 11:30 shahad-al-fahdawi replies: أهلًا أسماء، متى يمكن فحص السيارة؟',
      '4 10:10 shahad-al-fahdawi remarks: فُحصت السيارة، السعر متفق عليه مع المدير.',
      '4 10:30 shahad-al-fahdawi replies: العرض النهائي في بريدك، ساري لعشرة أيام.',
      '4 10:31 shahad-al-fahdawi resolves quotation-sent',
    ],
  },
  {
    opened: '7 15:00 portal ar',
    from: byMail('وسام الخالدي', 'wisam.alkhalidi'),
    ask: service({ vin: 'ZZZTS20F1S1150938', model: 'Sahra', mileage: 10_000 }, inCity('mosul', 'tavro')),
    wish: '1 any',
    steps: [
      '7 15:25 tamara-behnam takes',
      '7 15:30 tamara-behnam replies: موعدك غدًا العاشرة، والصيانة الأولى مجانية.',
      '6 11:40 tamara-behnam resolves done',
    ],
  },
  {
    opened: '10 11:05 portal ar',
    from: customer('هاشم العبادي', 4907),
    ask: testDrive('tavro-marn', inCity('ramadi'), { grade: 'Double cab 2.4' }),
    wish: '1 noon',
    steps: [
      '10 11:30 omar-al-fallahi takes',
      '10 11:35 omar-al-fallahi replies: أهلًا وسهلًا، ننتظرك غدًا الثانية عشرة ظهرًا.',
      '9 13:00 omar-al-fallahi resolves done',
    ],
  },
]
