import { anywhere, at, buy, byMail, customer, inCity, inquiry, type Story } from './story.ts'

/** Complaints go to the distributor's customer care; its other teams get what the coordinators hand them. */
export const customerCare: Story[] = [
  {
    opened: '88m portal ar',
    from: customer('أحمد الدليمي', 4401),
    ask: inquiry(
      'complaint',
      at('nahrin-baghdad-karrada'),
      'انتظرت ثلاث ساعات في مركز الخدمة رغم أن لدي موعدًا، ولم يخبرني أحد بسبب التأخير.',
    ),
    steps: [
      '70m haneen-jabbar takes',
      '62m haneen-jabbar replies: نعتذر منك أستاذ أحمد. تواصلنا مع الفرع وسنعود إليك اليوم بتوضيح.',
      '58m haneen-jabbar notes: The customer had an appointment at nine and was called in at noon.',
    ],
  },
  {
    opened: '14m portal en',
    from: customer('Sara Botani', 4402),
    ask: inquiry(
      'complaint',
      at('rubar-erbil-kasnazan'),
      'I paid for an oil change and the old filter is still in the car. I have a picture of it.',
    ),
  },
  {
    opened: '1 12:50 portal ru',
    from: byMail('Елена Горская', 'elena.gorskaya'),
    ask: inquiry(
      'complaint',
      at('zerin-erbil-100-meter'),
      'Забрала машину после ремонта: в салоне пятна масла, никто не извинился.',
    ),
    steps: [
      '1 13:10 ksenia-morozkina takes',
      '1 13:25 ksenia-morozkina replies: Елена, нам очень жаль. Салон почистят бесплатно; пришлите, пожалуйста, удобный день.',
      '1 13:26 ksenia-morozkina waits',
      '150m customer writes: Могу завтра после трёх.',
    ],
  },
  {
    opened: '3 09:45 website en',
    from: customer('Omar Bakir', 4403, 'omar.bakir'),
    ask: inquiry(
      'complaint',
      anywhere,
      'Three calls to your Mosul showroom this week and nobody picks up the phone.',
    ),
    steps: [
      '3 10:10 dilveen-sabri takes',
      '3 10:30 dilveen-sabri replies: Sorry about that, Omar. I am asking the manager in Mosul to call you today.',
      '3 10:34 payam-sherzad hands dealer sinbar: Please call the customer today and tell us what went wrong.',
      '3 11:40 younis-al-sabbagh accepts',
      '3 13:05 younis-al-sabbagh notes: Called him at 13:00. The line of the showroom was down since Sunday; it works again.',
      '2 09:30 younis-al-sabbagh resolves answered',
    ],
  },
  {
    opened: '5 14:30 portal ar',
    from: customer('ميس الخفاجي', 4404),
    ask: inquiry(
      'complaint',
      at('sawa-nasiriyah'),
      'تأخرت قطعة الغيار شهرًا كاملًا، والسيارة متوقفة في الورشة.',
    ),
    steps: [
      '5 15:00 haneen-jabbar takes',
      '5 15:05 haneen-jabbar sets urgent',
      '5 15:20 haneen-jabbar replies: نتفهم انزعاجك. القطعة الآن في مخزن أربيل، ونتابع شحنها إلى الناصرية.',
      '4 09:10 yasmin-al-dabagh hands team dilmar-parts-supply: Please ship the steering rack for this car today.',
      '4 10:30 baran-fatih takes',
      '4 11:15 baran-fatih holds 2: Left Erbil this morning; arrives in Nasiriyah in a few days.',
    ],
  },
  {
    opened: '7 16:10 portal en',
    from: customer('Tara Sindi', 4405),
    ask: inquiry(
      'complaint',
      at('rubar-duhok'),
      'The salesman in Duhok was rude to my father. He only asked for the price of the Kavin.',
    ),
    steps: [
      '6 08:50 dilveen-sabri takes',
      '6 09:15 dilveen-sabri replies: Thank you for telling us, Tara. We have spoken with the branch and the manager would like to apologise to your father.',
      '6 17:05 customer writes: He appreciates that. Please close it.',
      '5 09:00 dilveen-sabri resolves answered',
    ],
  },
  {
    opened: '10 13:20 portal en',
    from: byMail('Best Deals', 'win.a.prize'),
    ask: inquiry(
      'information',
      anywhere,
      'CONGRATULATIONS!!! You were chosen. Send your bank details to receive 50 000 USD today.',
    ),
    steps: ['10 13:45 payam-sherzad views', '10 13:46 payam-sherzad closes spam'],
  },
  {
    opened: '2 11:10 portal en',
    from: byMail('Northfield Relief', 'transport.northfield'),
    ask: buy('selvan-karwan', inCity('erbil'), {
      grade: '15 seats',
      pay: 'cash',
      message: 'We need twelve minibuses by March, with roof racks and without company signs.',
    }),
    steps: [
      '2 11:30 zanyar-star views',
      '2 11:38 zanyar-star returns: Twelve vehicles are more than we may quote. This is for Dilmar.',
      '2 11:50 shno-faraj returns: Fleet order, please give it to your fleet team.',
      '2 12:20 payam-sherzad hands team dilmar-fleet-sales: Twelve minibuses, an organisation that buys every year.',
      '2 12:40 hogir-selim takes',
      '2 12:45 hogir-selim tags fleet, organisation',
      '2 13:30 hogir-selim replies: Good afternoon, thank you for asking us. May I know the delivery place, and whether you need winter tyres?',
      '1 10:00 customer writes: Erbil, and yes, winter tyres for all of them.',
      '1 10:40 hogir-selim remarks: Ask the factory for twelve of the February batch before we promise March.',
    ],
  },
  {
    opened: '4 12:25 wisam-al-bazzaz ar',
    ask: inquiry(
      'information',
      anywhere,
      'نحتاج عشرة فلاتر هواء لسيارات دورنا هايبرد، والرصيد عندنا صفر منذ أمس.',
    ),
    steps: [
      '4 13:00 yasmin-al-dabagh hands team dilmar-parts-supply: Parts order of Palestine Street.',
      '4 13:25 emma-wetherby takes',
      '4 13:40 emma-wetherby replies: Ten are reserved for Palestine Street and leave with the truck tomorrow morning.',
      '2 10:15 emma-wetherby resolves done',
    ],
  },
  {
    opened: '8 10:20 portal en',
    from: customer('Ronak Saeed', 4406),
    ask: inquiry(
      'feedback',
      anywhere,
      'The Kurdish on your price list has some mistakes. I teach the language and would gladly help.',
    ),
    steps: [
      '8 10:50 sarwin-tofiq views',
      '8 10:55 sarwin-tofiq hands team dilmar-customer-care: Kind offer, please answer.',
      '8 11:30 dilveen-sabri takes',
      '8 11:45 dilveen-sabri replies: How kind of you, Ronak. We send you the list and are grateful for every correction.',
      '7 21:15 customer writes: Received, I will send it back with my marks.',
      '4 09:40 dilveen-sabri holds 3: Waiting until the corrected list is printed.',
    ],
  },
  {
    opened: '6 15:25 portal ar',
    from: customer('قاسم البصري', 4407),
    ask: inquiry('information', inCity('baghdad'), 'هل تصدرون بطاقة ضمان جديدة بدل المفقودة؟'),
    steps: [
      '5 08:45 yasmin-al-dabagh hands branch dilmar-baghdad-office to usama-al-nahhas: Warranty cards are made at your office.',
      '5 09:30 usama-al-nahhas accepts',
      '5 09:42 usama-al-nahhas replies: نعم أستاذ قاسم. أحضر إجازة السوق وسنوية السيارة إلى مكتب بغداد، وتُصدر البطاقة خلال ربع ساعة.',
      '5 11:15 customer writes: ممتاز، أزوركم غدًا.',
      '3 12:00 usama-al-nahhas resolves done',
    ],
  },
  {
    opened: '9 14:40 portal ar',
    from: byMail('رند الشمري', 'rand.alshammari'),
    ask: inquiry('complaint', anywhere, 'موقعكم لا يفتح على هاتفي، وأرسلت الطلب ثلاث مرات دون رد.'),
    steps: [
      '9 15:10 haneen-jabbar takes',
      '9 15:20 haneen-jabbar replies: شكرًا على التنبيه. وصلنا طلبك مرة واحدة فقط، وقد أبلغنا المسؤولين عن الموقع. ما نوع هاتفك؟',
      '9 15:21 haneen-jabbar waits',
      '3 15:30 haneen-jabbar closes no-answer',
    ],
  },
  {
    opened: '12 14:20 shirin-aziz en',
    ask: inquiry(
      'feedback',
      inCity('erbil'),
      'The demonstration cars should be shown in one list for all branches. We call each other every morning to find them.',
    ),
    steps: [
      '12 14:50 payam-sherzad views',
      '12 14:58 payam-sherzad hands team dilmar-fleet-sales: The list of demonstration cars is yours.',
      '11 09:20 hogir-selim takes',
      '11 09:35 hogir-selim replies: Good idea, Shirin. We start a shared list this week and tell all branches.',
      '8 10:00 hogir-selim resolves answered',
    ],
  },
]
