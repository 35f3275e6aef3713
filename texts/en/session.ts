/** Words for who is asking: views, roles, and the notices of signing in. */
export const session = {
  views: {
    review: 'Review queue',
    all: 'All tickets',
    company: 'My company',
    mine: 'Mine',
  },
  roles: {
    'distributor-admin': 'Administrator',
    coordinator: 'Coordinator',
    'recall-specialist': 'Recall specialist',
    'dealer-manager': 'Dealer manager',
    'branch-agent': 'Branch agent',
    'team-agent': 'Team agent',
    auditor: 'Auditor',
    'privacy-officer': 'Privacy officer',
  },
  notices: {
    unknown: {
      title: 'This account has no access',
      text: 'You are signed in to the Identity System, but your account is not an active member of staff here. Ask your manager to have it added, or sign in with another account.',
    },
    otherPerson: {
      title: 'The confirmation was not for this session',
      text: 'You confirmed as somebody else, or your session has ended meanwhile. Nothing has changed. Sign in again to go on.',
    },
    expired: {
      title: 'This sign-in is no longer valid',
      text: 'It took too long, or it was started in another window. Please sign in again.',
    },
    failed: {
      title: 'Signing in did not work',
      text: 'The Identity System did not confirm who you are. Please try again.',
    },
    limited: {
      title: 'Too many tries',
      text: 'Signing in from here is paused for some minutes. Please wait and try again.',
    },
    unreachable: {
      title: 'The Identity System cannot be reached',
      text: 'Signing in is not possible at the moment. Please try again in a few minutes.',
    },
  },
  signInAgain: 'Sign in again',
  tryAgain: 'Try again',
  signInAsOther: 'Sign in with another account',
}
export type SessionTexts = typeof session
