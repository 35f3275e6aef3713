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

const karrada = at('nahrin-baghdad-karrada')
const palestine = at('nahrin-baghdad-palestine-street', 'tavro')

/** Nahrin Auto in Baghdad, Najaf and Hillah; some come through its own website. */
export const nahrin: Story[] = [
  {
    opened: '25m nahrin-website ar',
    from: customer('ياسر الكناني', 4601),
    ask: testDrive('tavro-sahra', karrada, { grade: '2.5', message: 'هل يمكن التجربة على طريق المطار؟' }),
    wish: '1 afternoon',
  },
  {
    opened: '77m nahrin-website ar',
    from: customer('إسراء الشيخلي', 4602, 'israa.alshaikhli'),
    ask: buy('orveo-sola', at('nahrin-baghdad-mansour'), {
      grade: '1.5 Elegance',
      year: 2026,
      pay: 'installments',
    }),
    steps: ['55m maryam-hadi views'],
  },
  {
    opened: '1 08:50 portal ar',
    from: customer('عباس الحلفي', 4603),
    ask: service(
      { plate: '11 A 68204', model: 'Lyn', mileage: 70_200 },
      palestine,
      'اهتزاز في المقود عند السرعة العالية.',
    ),
    wish: '1 morning',
    steps: [
      '1 09:15 wisam-al-bazzaz takes',
      '1 09:22 wisam-al-bazzaz replies: صباح الخير أستاذ عباس. موعدك غدًا الساعة 10:00، نفحص الموازنة والأقراص الأمامية.',
      '1 09:40 customer writes: تمام، شكرًا لكم.',
    ],
  },
  {
    opened: '1 11:05 portal ar',
    from: customer('فاطمة الجنابي', 4604),
    ask: buy('tavro-lyn', karrada, {
      grade: '1.6 Comfort',
      year: 2027,
      pay: 'installments',
      message: 'أحتاج عرضًا بالتقسيط على 36 شهرًا.',
    }),
    steps: [
      '1 11:30 mustafa-al-wardan takes',
      '1 12:15 mustafa-al-wardan replies: أهلًا فاطمة، أرسلت لكِ عرضين: بمقدم 20% وبمقدم 35%. أيهما أنسب؟',
      '1 12:16 mustafa-al-wardan waits',
    ],
  },
  {
    opened: '1 14:25 website en',
    from: customer('Al-Rafid Contracting', 4605, 'procurement.alrafid'),
    ask: buy('tavro-marn', inCity('baghdad'), {
      grade: 'Double cab 2.8 4x4',
      pay: 'cash',
      message: 'Four cars, delivery in January, invoice in dollars.',
    }),
    steps: [
      '1 14:50 yasmin-al-dabagh hands dealer nahrin: Four cars for a contractor, office in Karrada.',
      '1 15:10 hind-saleh views',
      '1 15:16 hind-saleh hands team nahrin-baghdad-sales: يرجى تحضير العرض اليوم.',
      '1 15:40 ghaith-al-azzawi takes',
      '1 15:42 ghaith-al-azzawi sets high',
      '1 16:05 ghaith-al-azzawi replies: Good afternoon, we have two in white now and two in January. Would a split delivery suit you?',
    ],
  },
  {
    opened: '2 09:05 portal ar',
    from: customer('حسين الشمري', 4606),
    ask: sell(
      { make: 'Tavro', model: 'Lyn', year: 2021, mileage: 61_000, condition: 'good' },
      at('nahrin-baghdad-dora'),
      { message: 'السيارة بدون حوادث، وأبيعها لأنني أسافر.' },
    ),
    steps: [
      '2 09:40 hind-saleh hands team nahrin-used-cars: سيارة لين نظيفة.',
      '2 10:15 bilal-al-naqqash takes',
      '2 10:25 bilal-al-naqqash replies: أهلًا أستاذ حسين، ننتظرك في فرع الدورة للفحص، ويستغرق نصف ساعة.',
      '1 10:45 bilal-al-naqqash remarks: Checked: two panels painted. Offer 8 percent under the guide.',
      '1 11:20 bilal-al-naqqash replies: تم الفحص، وسنرسل السعر النهائي خلال اليوم.',
    ],
  },
  {
    opened: '2 11:45 portal ar',
    from: customer('رؤى الأسدي', 4607),
    ask: testDrive('orveo-rona-electric', inCity('hillah'), {
      grade: '66 kWh',
      message: 'هل يوجد شاحن سريع في الفرع؟',
    }),
    wish: '2 morning',
    steps: [
      '2 12:10 sura-abbas takes',
      '2 12:18 sura-abbas replies: نعم، يوجد شاحن في ساحة المعرض. السيارة متاحة صباحًا، هل تناسبكِ الساعة 9:30؟',
      '1 12:40 sura-abbas holds 2: The demonstration car is at the fair in Baghdad.',
      '1 12:45 sura-abbas replies: نعتذر، السيارة في معرض بغداد لأيام قليلة. سنتصل بكِ فور عودتها.',
    ],
  },
  {
    opened: '2 14:35 app ar',
    from: customer('محمد النجفي', 4608),
    ask: service(
      { plate: '15 F 20577', model: 'Karwan', mileage: 99_800 },
      inCity('najaf', 'selvan'),
      'صيانة 100,000 كم للحافلة، ويجب أن تعمل يوم الزيارة.',
    ),
    wish: '1 any',
    steps: [
      '2 15:00 karrar-al-attar takes',
      '2 15:02 karrar-al-attar sets urgent',
      '2 15:10 karrar-al-attar replies: أحضرها غدًا السابعة والنصف، وتكون جاهزة قبل المغرب.',
      '1 16:20 karrar-al-attar resolves done',
    ],
  },
  {
    opened: '3 10:50 portal en',
    from: byMail('Hanna Lindqvist', 'hanna.lindqvist'),
    ask: bodyRepair(
      { plate: '12 C 33019', model: 'Dorna', mileage: 22_000 },
      palestine,
      'Both left doors, somebody opened his door in the car park. Insurance papers are ready.',
    ),
    wish: '2 any',
    steps: [
      '3 11:20 wisam-al-bazzaz takes',
      '3 11:35 wisam-al-bazzaz replies: Hello Hanna, please send us the number of the claim, then we can order the paint.',
      '3 11:36 wisam-al-bazzaz waits',
    ],
  },
  {
    opened: '3 15:20 portal ar',
    from: customer('زينة العاني', 4609),
    ask: inquiry('information', at('nahrin-baghdad-mansour'), 'هل الفرع مفتوح يوم الجمعة؟'),
    steps: [
      '3 15:35 sajjad-al-tai replies: أهلًا زينة، الجمعة عطلة. نستقبلكِ من السبت أو الأحد حسب ساعات العمل في الموقع.',
      '3 15:36 sajjad-al-tai resolves answered',
    ],
  },
  {
    opened: '4 10:05 chatbot ar',
    from: customer('كريم المالكي', 4610),
    ask: service({ plate: '11 K 90415', model: 'Sahra', mileage: 35_000 }, palestine, 'ضوء فحص المحرك يعمل.'),
    wish: '1 morning',
    steps: [
      '4 10:30 hind-saleh hands team nahrin-baghdad-service',
      '4 10:55 farah-yasin takes',
      '4 11:05 farah-yasin replies: أهلًا أستاذ كريم، غدًا الساعة 9:00 للفحص بالحاسبة.',
      '4 11:15 customer writes: أحتاج سيارة بديلة إن أمكن.',
      '4 11:40 farah-yasin replies: نوفر لك سيارة بيرا ليوم واحد.',
      '3 12:30 farah-yasin holds 1: Oxygen sensor ordered, arrives from Erbil.',
      '1 09:35 farah-yasin resumes',
      '1 13:50 farah-yasin replies: تم تبديل الحساس، وسيارتك جاهزة للاستلام.',
    ],
  },
  {
    opened: '5 12:05 nahrin-website ar',
    from: customer('سيف الهاشمي', 4611),
    ask: testDrive('tavro-dorna', karrada),
    wish: '1 noon',
    steps: [
      '5 12:40 zahra-kadhim takes',
      '5 12:50 zahra-kadhim replies: موعدك غدًا الساعة 12:30، وأحضر إجازة السوق رجاءً.',
      '4 13:40 zahra-kadhim resolves done',
    ],
  },
  {
    opened: '6 10:10 portal ar',
    from: customer('علاء الطائي', 4612),
    ask: trade(
      { make: 'Tavro', model: 'Pira', year: 2023, mileage: 34_000, condition: 'excellent' },
      'tavro-lyn-hybrid',
      karrada,
      { grade: 'Prestige', pay: 'cash' },
    ),
    steps: [
      '6 10:40 mustafa-al-wardan takes',
      '6 11:20 mustafa-al-wardan replies: أرسلنا لك سعر تقديريًا لسيارتك مع عرض اللين الهجينة.',
      '6 11:22 mustafa-al-wardan resolves quotation-sent',
    ],
  },
  {
    opened: '7 11:35 portal ar',
    from: customer('نبيل الفهداوي', 4613),
    ask: buy('tavro-kavin', at('nahrin-najaf'), { grade: '7 seats', pay: 'flexible' }),
    steps: [
      '7 12:00 karrar-al-attar takes',
      '7 12:30 karrar-al-attar replies: العرض جاهز. هل تفضل الدفع نقدًا أم بالتقسيط؟',
      '7 12:31 karrar-al-attar waits',
      '6 16:40 customer writes: قررت شراء سيارة أخرى، شكرًا لكم.',
      '5 09:10 karrar-al-attar resolves no-longer-needed',
    ],
  },
  {
    opened: '9 13:00 portal ar',
    from: customer('دعاء الركابي', 4614),
    ask: service(
      { vin: 'ZZZVL15F0R5530184', model: 'Liva', mileage: 48_800 },
      at('nahrin-baghdad-dora', 'orveo'),
      'تبديل زيت وفحص الفرامل.',
    ),
    wish: '1 afternoon',
    steps: [
      '9 13:25 duaa-fadhil takes',
      '9 13:30 duaa-fadhil replies: موعدك غدًا الثانية ظهرًا.',
      '8 14:50 duaa-fadhil resolves done',
    ],
  },
  {
    opened: '10 15:05 website en',
    from: customer('Adam Whitlock', 4615, 'adam.whitlock'),
    ask: buy('selvan-metro-25', inCity('baghdad'), {
      grade: '25 seats with lift',
      message: 'For a school in Baghdad.',
    }),
    steps: [
      '10 15:30 yasmin-al-dabagh hands dealer nahrin: School bus, please check with the factory.',
      '10 16:00 hind-saleh accepts',
      '9 10:20 hind-saleh notes: No bus with a lift can be had this year; next batch is not confirmed.',
      '9 10:45 hind-saleh replies: We are sorry, Adam: the bus with a lift is not available this year, and we do not want to promise what we cannot keep.',
      '9 10:46 hind-saleh closes cannot-help',
    ],
  },
  {
    opened: '12 09:50 portal ar',
    from: customer('سلمى الدوري', 4616),
    ask: testDrive('orveo-nima', at('nahrin-baghdad-mansour'), { grade: '1.3 Plus' }),
    wish: '1 afternoon',
    steps: [
      '12 10:15 hind-saleh hands branch nahrin-baghdad-mansour to sajjad-al-tai',
      '12 10:40 sajjad-al-tai accepts',
      '12 10:50 sajjad-al-tai replies: أهلًا سلمى، ننتظركِ غدًا الرابعة عصرًا.',
      '11 17:10 sajjad-al-tai closes no-answer: Did not come, telephone off.',
    ],
  },
  {
    opened: '111m rusul-nasser ar',
    from: customer('باسم الصراف', 4617),
    ask: buy('tavro-zozan', karrada, {
      grade: '4.0 V6',
      pay: 'cash',
      message: 'زار المعرض اليوم ويريد عرضًا مكتوبًا.',
    }),
    steps: [
      '105m hind-saleh hands team nahrin-baghdad-sales to rusul-nasser: زبونك.',
      '98m rusul-nasser accepts',
      '60m rusul-nasser remarks: ينتظر موافقة والده.',
    ],
  },
]
