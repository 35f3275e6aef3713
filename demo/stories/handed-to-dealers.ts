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
} from './story.ts'

/** What no rule could place and a coordinator handed to a dealer: waiting there, given back, or sent to another. */
export const handedToDealers: Story[] = [
  {
    opened: '143m website ar',
    from: customer('سعد القيسي', 4911, 'saad.alqaisi'),
    ask: service(
      { plate: '11 D 53390', model: 'Dorna', mileage: 50_200 },
      inCity('baghdad', 'tavro'),
      'صيانة 50,000 كم في أقرب موعد.',
    ),
    wish: '2 any',
    steps: ['121m yasmin-al-dabagh hands dealer nahrin: Any of your three workshops.'],
  },
  {
    opened: '182m portal en',
    from: customer('Bnar Kareem', 4912),
    ask: buy('tavro-kavin', inCity('erbil'), {
      grade: '8 seats',
      pay: 'installments',
      message: 'Whichever branch has it first.',
    }),
    steps: [
      '160m payam-sherzad views',
      '158m payam-sherzad hands dealer rubar: Gulan Road or Airport Road, as you like.',
      '90m avan-mamand views',
    ],
  },
  {
    opened: '1 12:15 portal ar',
    from: customer('طه الحمداني', 4913),
    ask: inquiry(
      'information',
      inCity('mosul'),
      'هل يمكن تركيب حساسات خلفية لسيارة لين 2024 عندكم؟ وكم تستغرق؟',
    ),
    steps: [
      '1 12:40 yasmin-al-dabagh hands dealer sinbar',
      '1 13:15 younis-al-sabbagh accepts',
      '1 13:30 younis-al-sabbagh replies: نعم أستاذ طه، حساسات أصلية خلال ساعتين. نسأل ورشة الدندان عن الموعد ونعود إليك.',
    ],
  },
  {
    opened: '2 09:50 chatbot ckb',
    from: customer('گوڵاڵە سدیق', 4914),
    ask: inquiry(
      'information',
      inCity('sulaymaniyah'),
      'ئایا دەتوانم ئۆتۆمبێلی کارەبایی بە قیست بکڕم بەبێ کەفیل؟',
    ),
    steps: [
      '2 10:15 sarwin-tofiq hands dealer zerin to shno-faraj: You made the new instalment plan.',
      '2 11:00 shno-faraj accepts',
      '2 11:20 shno-faraj replies: سڵاو گوڵاڵە خان، بەڵێ، بەڵام پێشەکییەکەی زیاترە. مووچەکەت لە بانکە؟',
      '2 11:21 shno-faraj waits',
    ],
  },
  {
    opened: '6 14:05 portal en',
    from: customer('Rozhan Ali', 4915),
    ask: testDrive('orveo-rona-electric', inCity('erbil'), {
      grade: '82 kWh AWD',
      message: 'I would like to see how it charges, too.',
    }),
    wish: '3 morning',
    steps: [
      '6 14:30 payam-sherzad hands branch rubar-erbil-gulan: Gulan Road has a charger.',
      '6 15:05 shirin-aziz views',
      '6 15:20 shirin-aziz notes: Our Rona is sold and the next demonstration car comes in January. Zerin has one.',
      '6 15:30 avan-mamand returns: We have no Rona to show this month.',
      '6 15:50 payam-sherzad hands branch zerin-erbil-100-meter: You have the only Rona in Erbil.',
      '5 09:10 zanyar-star takes',
      '5 09:20 zanyar-star replies: Good morning Rozhan, the Rona waits for you at 100 Meter Street. We can charge it together; it takes half an hour. Is ten o’clock all right?',
      '5 10:30 customer writes: Perfect, see you then.',
      '3 11:10 zanyar-star resolves done',
    ],
  },
  {
    opened: '4 13:10 portal ar',
    from: customer('ميثم الكعبي', 4916),
    ask: bodyRepair(
      { plate: '13 K 66028', model: 'Lyn Hybrid', mileage: 33_100 },
      inCity('basra', 'tavro'),
      'صدمة من الخلف، الصندوق لا يغلق.',
    ),
    wish: '2 any',
    steps: [
      '4 13:35 yasmin-al-dabagh hands dealer sawa: Can Zubair do it?',
      '4 14:20 jaafar-al-bannay notes: نستطيع تعديل القفل، لكن لا نصبغ.',
      '3 09:00 jaafar-al-bannay returns: العمل يحتاج كابينة صبغ، وليست عندنا.',
      '3 09:30 yasmin-al-dabagh replies: أستاذ ميثم، أقرب ورشة مجهزة في بغداد، شارع فلسطين. هل يناسبك نقل السيارة على حسابنا؟',
      '3 10:45 customer writes: نعم، شكرًا جزيلًا.',
      '3 11:05 yasmin-al-dabagh hands branch nahrin-baghdad-palestine-street: Dilmar pays the transport from Basra.',
      '3 11:40 wisam-al-bazzaz takes',
      '1 15:25 wisam-al-bazzaz replies: وصلت السيارة وبدأنا العمل. نتوقع انتهاءه خلال أربعة أيام.',
    ],
  },
  {
    opened: '3 16:10 portal ru',
    from: byMail('Ольга Синицына', 'olga.sinitsyna'),
    ask: inquiry(
      'information',
      anywhere,
      'Работаем вахтой в Басре. Можно ли обслуживать Tavro Marn без записи в выходные?',
    ),
    steps: [
      '2 08:40 payam-sherzad hands team dilmar-customer-care: Please answer in Russian.',
      '2 09:15 ksenia-morozkina takes',
      '2 09:30 ksenia-morozkina replies: Ольга, в Басре сервис работает с воскресенья по четверг, по субботам — по записи. Записать вас?',
      '2 09:31 ksenia-morozkina waits',
    ],
  },
  {
    opened: '12 10:35 app ckb',
    from: customer('بەهادین شوان', 4917),
    ask: service(
      { plate: '22 P 31144', model: 'Nima', mileage: 30_800 },
      inCity('erbil', 'orveo'),
      'سەگمان و برێک.',
    ),
    wish: '2 morning',
    steps: [
      '12 11:00 sarwin-tofiq hands branch rubar-erbil-kasnazan: Nearest to the customer.',
      '12 11:30 soran-hamid takes',
      '12 11:40 soran-hamid replies: سڵاو، دووسبەی کاتژمێر ٨:٣٠ باشە؟',
      '12 12:05 customer writes: زۆر باشە.',
      '10 10:45 soran-hamid resolves done',
    ],
  },
  {
    opened: '1 09:05 portal ar',
    from: customer('سلام الكرخي', 4918, 'salam.alkarkhi'),
    ask: inquiry(
      'feedback',
      inCity('baghdad'),
      'اشتريت ثالث سيارة من عندكم هذا العام، وأود شكر موظفة الاستقبال في الكرادة، وعندي اقتراح للمديرة.',
    ),
    steps: [
      '1 09:30 yasmin-al-dabagh hands dealer nahrin to hind-saleh: He asks for the manager.',
      '1 10:10 hind-saleh accepts',
      '1 10:25 hind-saleh replies: أهلًا أستاذ سلام، كلماتك أسعدتنا، ونقلناها إلى زميلتنا. ما اقتراحك؟',
      '1 11:50 customer writes: تسليم السيارات الجديدة مساءً بعد الدوام، فكثيرون لا يستطيعون الحضور صباحًا.',
    ],
  },
  {
    opened: '108m website en',
    from: customer('Al-Nahda School', 4919, 'office.alnahda-school'),
    ask: inquiry(
      'information',
      inCity('baghdad'),
      'May our twelfth class visit one of your workshops? Thirty pupils, two teachers, one morning.',
    ),
    steps: [
      '96m yasmin-al-dabagh hands dealer nahrin to hind-saleh: A nice request, your decision.',
      '71m hind-saleh views',
    ],
  },
  {
    opened: '1 11:15 portal en',
    from: byMail('Erbil Book Fair', 'partners.erbil-book-fair'),
    ask: inquiry(
      'information',
      inCity('erbil'),
      'Would you lend us two Kavins for our guests, four days in spring?',
    ),
    steps: [
      '1 11:40 payam-sherzad hands dealer rubar to avan-mamand: Dilmar would pay for the fuel.',
      '1 12:20 avan-mamand accepts',
      '1 12:30 avan-mamand replies: With pleasure. Please tell us the days, and who will drive.',
      '1 12:31 avan-mamand waits',
    ],
  },
  {
    opened: '2 14:20 app en',
    from: customer('Zana Ibrahim', 4920),
    ask: buy('tavro-zozan', inCity('erbil'), {
      grade: '4.0 V6 Off-road',
      pay: 'cash',
      message: 'I had a bad experience with a salesman and would rather deal with the manager.',
    }),
    steps: [
      '2 14:45 payam-sherzad hands dealer rubar to avan-mamand',
      '2 15:10 avan-mamand accepts',
      '2 15:25 avan-mamand replies: Good afternoon Zana, I am sorry to hear that and will look after you myself. There is one Zozan Off-road in sand, ready now.',
      '2 15:40 avan-mamand remarks: Ask at 60 Meter Street who served him.',
      '1 13:10 customer writes: Sand is fine. What is your best price?',
    ],
  },
  {
    opened: '1 15:05 website en',
    from: byMail('Mesopotamia Motor Review', 'editor.motor-review'),
    ask: inquiry(
      'information',
      anywhere,
      'We would like to test the Rona Electric for two weeks for our spring issue.',
    ),
    steps: [
      '1 15:30 payam-sherzad hands branch dilmar-erbil-head-office to payam-sherzad: I ask the management.',
      '1 15:45 payam-sherzad holds 4: The management decides about press cars next week.',
    ],
  },
]
