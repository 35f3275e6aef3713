import type { SessionTexts } from '../en/session.ts'

export const session: SessionTexts = {
  views: {
    review: 'قائمة المراجعة',
    all: 'كل التذاكر',
    company: 'شركتي',
    mine: 'تذاكري',
  },
  roles: {
    'distributor-admin': 'مدير النظام',
    coordinator: 'منسق',
    'recall-specialist': 'أخصائي الاستدعاءات',
    'dealer-manager': 'مدير الوكيل',
    'branch-agent': 'موظف فرع',
    'team-agent': 'عضو فريق',
    auditor: 'مدقق',
    'privacy-officer': 'مسؤول الخصوصية',
  },
  notices: {
    unknown: {
      title: 'هذا الحساب لا يملك صلاحية الدخول',
      text: 'سجّلت الدخول إلى نظام الهوية، لكن حسابك ليس لموظف فعّال هنا. اطلب من مديرك إضافته أو سجّل الدخول بحساب آخر.',
    },
    expired: {
      title: 'لم يعد تسجيل الدخول هذا صالحًا',
      text: 'استغرق وقتًا طويلًا أو بدأ في نافذة أخرى. يرجى تسجيل الدخول من جديد.',
    },
    failed: {
      title: 'لم ينجح تسجيل الدخول',
      text: 'لم يؤكد نظام الهوية من أنت. يرجى المحاولة مرة أخرى.',
    },
    unreachable: {
      title: 'تعذّر الوصول إلى نظام الهوية',
      text: 'تسجيل الدخول غير ممكن الآن. يرجى المحاولة بعد بضع دقائق.',
    },
  },
  signInAgain: 'تسجيل الدخول من جديد',
  signInAsOther: 'تسجيل الدخول بحساب آخر',
}
