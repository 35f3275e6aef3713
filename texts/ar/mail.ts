import type { mail as english } from '../en/mail.ts'

export const mail: typeof english = {
  requestReceived: {
    subject: 'استلمنا طلبك {number}',
    heading: 'استلمنا طلبك',
    intro: 'وصل طلبك إلى {sender}. يُرجى الاحتفاظ برقمه.',
    number: 'الرقم',
    type: 'نوع الطلب',
    types: {
      'general-inquiry': 'استفسار عام',
      'vehicle-quotation': 'عرض سعر',
      'ssc-inquiry': 'فحص استدعاء',
      'service-booking': 'حجز صيانة',
      'test-drive': 'تجربة قيادة',
    },
    follow: 'تابع طلبك',
    link: 'في صفحة الطلب يمكنك معرفة حالته وقراءة ردودنا والكتابة إلينا. كل من لديه الرابط يستطيع فتح الطلب، فلا تشاركه مع أحد.',
    plainLink: 'إذا لم يعمل الزر، فافتح هذا العنوان:',
    noReply: 'أُرسلت هذه الرسالة آليًا ولا تُقرأ الردود عليها. للرد يُرجى استخدام الرابط.',
    notYou: 'لم ترسل إلينا طلبًا؟ ربما كُتب عنوان بريدك عن طريق الخطأ، ويمكنك تجاهل هذه الرسالة.',
  },
  linkReplaced: {
    subject: 'رابط جديد لطلبك {number}',
    heading: 'لطلبك رابط جديد',
    intro: 'حوّلت {sender} طلبك إلى فريق آخر. الرابط السابق لم يعد يفتح الطلب، فيُرجى استخدام هذا الرابط.',
  },
}
