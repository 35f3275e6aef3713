/** Languages of these pages. Readers of Kurdish get Arabic, readers of Russian English, as elsewhere in the product. */
export type PageLanguage = 'en' | 'ar'

const en = {
  signIn: 'Sign in',
  signInLead: 'For the staff of the distributor and its dealers.',
  signInAgain: 'Confirm that it is you',
  signInAgainLead: 'What you are about to do needs a fresh sign-in.',
  account: 'Change password or second step',
  email: 'E-mail address',
  password: 'Password',
  refusedTitle: 'You are not signed in',
  refused:
    'The e-mail address and the password do not fit together. Check both and try again. After many tries, wait 15 minutes.',
  otherLanguage: 'العربية',
  people: 'Sign in as a demo person',
  peopleLead: 'Everybody here is invented. One click signs you in.',
  everybody: 'All {count} people, by company',
  signInAs: 'Sign in as',
  rival: 'another dealer',
  expiredTitle: 'This sign-in page is no longer valid',
  expired: 'It was open too long, or it was used already. Go back and start again.',
  failedTitle: 'This did not work',
  failed:
    'Go back to the application and try again. If it happens again, give this code to your administrator:',
  missing: 'There is no such page here.',
  back: 'Back to the application',
  signOut: 'Sign out',
  signOutTitle: 'Sign out?',
  signOutLead: 'This ends your session here. The next sign-in asks for your password again.',
  stay: 'Stay signed in',
  signingOut: 'Signing you out',
  signedOutTitle: 'You are signed out',
  signedOut: 'You can close this page.',
  roles: {
    coordinator: 'Coordinator',
    'distributor-admin': 'Administrator',
    'recall-specialist': 'Recall specialist',
    'dealer-manager': 'Dealer manager',
    'branch-agent': 'Branch agent',
    'team-agent': 'Team agent',
    auditor: 'Auditor',
    'privacy-officer': 'Privacy officer',
  } as Record<string, string>,
}

export type PageTexts = typeof en

const ar: PageTexts = {
  signIn: 'تسجيل الدخول',
  signInLead: 'لموظفي الموزّع ووكلائه.',
  signInAgain: 'أكّد هويتك',
  signInAgainLead: 'ما ستفعله يتطلب تسجيل دخول جديدًا.',
  account: 'تغيير كلمة المرور أو الخطوة الثانية',
  email: 'البريد الإلكتروني',
  password: 'كلمة المرور',
  refusedTitle: 'لم يتم تسجيل دخولك',
  refused:
    'البريد الإلكتروني وكلمة المرور غير متطابقين. تحقّق منهما وحاول مرة أخرى. بعد محاولات كثيرة، انتظر 15 دقيقة.',
  otherLanguage: 'English',
  people: 'الدخول باسم شخص من العرض التجريبي',
  peopleLead: 'جميع الأشخاص هنا خياليون. تكفي نقرة واحدة للدخول.',
  everybody: 'جميع الأشخاص ({count}) حسب الشركة',
  signInAs: 'الدخول باسم',
  rival: 'وكيل آخر',
  expiredTitle: 'لم تعد صفحة الدخول هذه صالحة',
  expired: 'بقيت مفتوحة مدة طويلة أو استُخدمت من قبل. ارجع وابدأ من جديد.',
  failedTitle: 'تعذّر إتمام ذلك',
  failed: 'ارجع إلى التطبيق وحاول مرة أخرى. إذا تكرر الأمر، فأعطِ هذا الرمز لمسؤول النظام:',
  missing: 'لا توجد صفحة بهذا العنوان.',
  back: 'العودة إلى التطبيق',
  signOut: 'تسجيل الخروج',
  signOutTitle: 'تسجيل الخروج؟',
  signOutLead: 'ستنتهي جلستك هنا، وستُطلب كلمة المرور عند الدخول التالي.',
  stay: 'البقاء مسجّلًا',
  signingOut: 'جارٍ تسجيل خروجك',
  signedOutTitle: 'تم تسجيل خروجك',
  signedOut: 'يمكنك إغلاق هذه الصفحة.',
  roles: {
    coordinator: 'منسق',
    'distributor-admin': 'مدير النظام',
    'recall-specialist': 'أخصائي الاستدعاءات',
    'dealer-manager': 'مدير الوكيل',
    'branch-agent': 'موظف فرع',
    'team-agent': 'عضو فريق',
    auditor: 'مدقق',
    'privacy-officer': 'مسؤول الخصوصية',
  },
}

const TEXTS: Record<PageLanguage, PageTexts> = { en, ar }

export function textsIn(language: PageLanguage): PageTexts {
  return TEXTS[language]
}

const READS: Record<string, PageLanguage> = { en: 'en', ar: 'ar', ckb: 'ar', ku: 'ar', ru: 'en' }

/** The first wish that names a language we can serve: the reader's choice, the application's, the browser's. */
export function choosePageLanguage(wishes: {
  chosen?: string | null | undefined
  uiLocales?: unknown
  acceptLanguage?: string | undefined
}): PageLanguage {
  const uiLocales = typeof wishes.uiLocales === 'string' ? wishes.uiLocales.split(' ') : []
  for (const tag of [wishes.chosen ?? '', ...uiLocales, ...acceptedTags(wishes.acceptLanguage)]) {
    const language = READS[tag.toLowerCase().split('-')[0] ?? '']
    if (language) return language
  }
  return 'en'
}

function acceptedTags(header: string | undefined): string[] {
  const ranges = (header ?? '').slice(0, 500).split(',')
  const weighed = ranges.map((range) => {
    const [tag = '', ...parameters] = range.trim().split(';')
    const q = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('q='))
    return { tag: tag.trim(), weight: q ? Number(q.slice(2)) || 0 : 1 }
  })
  return weighed
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}
