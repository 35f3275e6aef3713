import { byMail, customer, recallCheck, type Story } from './story.ts'

/** SSC inquiries: always the distributor's recall desk. */
export const recallDesk: Story[] = [
  {
    opened: '41m portal en',
    from: customer('Shwan Othman', 4301),
    ask: recallCheck('ZZZKR42N6P0318846', 'Grey import from the Gulf, I want to know before I buy it.'),
    steps: ['33m nask-omer takes'],
  },
  {
    opened: '17m portal ru',
    from: customer('Татьяна Ершова', 4302, 'tatiana.ershova'),
    ask: recallCheck(
      'ZZZVA15T2S4407215',
      'Слышала об отзыве подушек безопасности. Касается ли это моей машины?',
    ),
  },
  {
    opened: '5m app ar',
    from: customer('حيدر الساعدي', 4303),
    ask: recallCheck('ZZZTS25G7R1190034'),
  },
  {
    opened: '199m portal ckb',
    from: customer('کاوە مستەفا', 4304),
    ask: recallCheck(
      'ZZZTD15T9S2250816',
      'ئۆتۆمبێلەکەم لە دەرەوە هاوردە کراوە. هیچ بانگهێشتێکی چاککردنەوەی هەیە؟',
    ),
    steps: [
      '170m zhyan-majeed takes',
      '166m zhyan-majeed replies: سڵاو کاک کاوە، پرسیارمان لە کارگە کردووە. هەر وەڵام هات ئاگادارت دەکەینەوە.',
      '165m zhyan-majeed holds 2: Asked the manufacturer; they answer within two days.',
    ],
  },
  {
    opened: '1 10:12 portal ru',
    from: byMail('Виктор Самарин', 'viktor.samarin'),
    ask: recallCheck('ZZZTH35E5N7700142', 'Купил Halat с пробегом. Нужна проверка по кампаниям.'),
    steps: [
      '1 10:40 anton-veselkin takes',
      '1 11:15 anton-veselkin replies: Виктор, по вашей машине открыта одна кампания: замена ремня безопасности сзади слева. Работа бесплатная, около двух часов. В каком городе вам удобно?',
      '1 11:16 anton-veselkin waits',
    ],
  },
  {
    opened: '2 12:00 portal ar',
    from: customer('سارة العبيدي', 4305),
    ask: recallCheck(
      'ZZZTZ40V3M5600718',
      'السيارة واردة من أمريكا، وأريد التأكد من الاستدعاءات قبل تسجيلها.',
    ),
    steps: [
      '2 12:30 rana-al-khayat takes',
      '2 13:05 rana-al-khayat replies: أهلًا سارة، لا نجد رقم الشاصي في سجلاتنا. هل يمكنكِ إرسال صورة اللوحة من تحت الزجاج الأمامي؟',
      '2 13:06 rana-al-khayat waits',
      '1 20:10 customer writes: الرقم الصحيح ينتهي بـ 0178 وليس 0718، أعتذر عن الخطأ.',
    ],
  },
  {
    opened: '4 09:35 website en',
    from: customer('Galawezh Ahmed', 4306),
    ask: recallCheck('ZZZNM10C1T3321009'),
    steps: [
      '4 09:50 nask-omer takes',
      '4 10:20 nask-omer replies: Hello Galawezh, there is no open campaign for your Nima. We checked today with the manufacturer.',
      '4 10:21 nask-omer resolves answered',
    ],
  },
  {
    opened: '6 11:40 portal en',
    from: byMail('Paul Renner', 'paul.renner'),
    ask: recallCheck(
      'ZZZHL50B6P9012277',
      'We run two of these trucks. The second one follows in another request.',
    ),
    steps: [
      '6 12:05 nask-omer takes',
      '6 12:07 nask-omer tags truck, importer',
      '6 12:20 nask-omer notes: Asked the manufacturer for both trucks in one letter.',
      '5 10:10 nask-omer replies: Hello Paul, both trucks have an open campaign for the tail lift. A workshop must look at the bolts; we can do it in Kirkuk.',
      '5 10:30 nask-omer waits',
      '3 08:55 customer writes: We can send the first truck on Sunday.',
      '3 09:20 nask-omer replies: Noted, Kirkuk expects it from eight. Ask for Sevda.',
      '1 14:05 nask-omer resolves answered: First truck done, second follows under its own number.',
    ],
  },
  {
    opened: '6 11:52 portal en',
    from: byMail('Paul Renner', 'paul.renner'),
    ask: recallCheck('ZZZHL50B6P9012277', 'Second truck.'),
    steps: [
      '6 12:08 nask-omer views',
      '6 12:10 nask-omer closes duplicate: Same VIN as the request before; the customer sent it twice.',
    ],
  },
  {
    opened: '9 10:30 portal ar',
    from: customer('كرار الزيدي', 4307),
    ask: recallCheck('ZZZTX00A4K1112223'),
    steps: [
      '9 11:00 rana-al-khayat takes',
      '9 11:40 rana-al-khayat replies: للأسف، هذه السيارة ليست من علاماتنا، ولا يمكننا فحص استدعاءاتها. ننصحكم بمراجعة وكيل الشركة المصنّعة.',
      '9 11:41 rana-al-khayat closes out-of-scope',
    ],
  },
  {
    opened: '13 09:15 chatbot ckb',
    from: customer('شنە جەلال', 4308),
    ask: recallCheck('ZZZTP14S0S8804512', 'تکایە پشکنینی بانگهێشت بۆ پیرا.'),
    steps: [
      '13 09:40 zhyan-majeed takes',
      '13 10:15 zhyan-majeed replies: سڵاو، هیچ بانگهێشتێکی کراوە بۆ ئۆتۆمبێلەکەت نییە.',
      '13 10:30 customer writes: زۆر سوپاس!',
      '13 10:32 customer thanks',
    ],
  },
  {
    opened: '11 11:00 portal en',
    from: customer('Rebwar Nadir', 4215),
    ask: recallCheck(
      'ZZZTK70S8R2011940',
      'I bought this Kavin from a colleague and want to be sure before our trip.',
    ),
    steps: [
      '11 11:20 nask-omer takes',
      '11 11:45 nask-omer replies: Hello Rebwar, there is one open campaign for your Kavin: the hose of the rear heater. It is free of charge and takes an hour.',
      '11 11:50 payam-sherzad hands branch rubar-erbil-gulan: Please book the campaign work, the customer lives near Gulan Road.',
      '11 13:10 shirin-aziz accepts',
      '11 13:15 shirin-aziz replies: Hello Rebwar, would the day after tomorrow at 11:00 suit you?',
      '11 13:50 customer writes: Yes, I will be there.',
      '9 12:20 shirin-aziz resolves done: Hose replaced, campaign closed.',
    ],
  },
  {
    opened: '1 13:45 website en',
    from: customer('Hoshyar Taha', 4309, 'hoshyar.taha'),
    ask: recallCheck(
      'ZZZTM24D6R3004519',
      'A letter from the maker came in Japanese. What does it say about my Marn?',
    ),
    steps: [
      '1 14:10 nask-omer takes',
      '1 14:25 nask-omer replies: Hello Hoshyar, can you send us the number in the upper right corner of the letter? Then we know which campaign it is.',
      '1 14:26 nask-omer waits',
      '1 16:05 customer writes: It says KX-2217.',
      '66m nask-omer replies: Thank you. That is the campaign for the rear leaf springs; your Marn is in it. I am asking for the part.',
    ],
  },
]
