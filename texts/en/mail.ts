/** Mails to customers. `{number}` and `{sender}` are ours; nothing that a stranger typed ever stands here. */
export const mail = {
  requestReceived: {
    subject: 'We have your request {number}',
    heading: 'We have your request',
    intro: 'Your request has reached {sender}. Please keep its number.',
    number: 'Number',
    type: 'Type of request',
    types: {
      'general-inquiry': 'General inquiry',
      'vehicle-quotation': 'Vehicle quotation',
      'ssc-inquiry': 'Recall check (SSC)',
      'service-booking': 'Service booking',
      'test-drive': 'Test drive',
    },
    follow: 'Follow your request',
    link: 'On its page you see how your request is going, read our answers and write to us. Whoever has the link can open your request, so please keep it to yourself.',
    plainLink: 'If the button does not work, open this address:',
    noReply:
      'This message was sent automatically, and replies to it are not read. Please answer through the link.',
    notYou:
      'You did not ask us anything? Then somebody mistyped an address, and you can ignore this message.',
  },
  /** The rest of its words are those of the mail above. */
  linkReplaced: {
    subject: 'A new link to your request {number}',
    heading: 'Your request has a new link',
    intro:
      '{sender} has given your request to another team. The link that you had before no longer opens it; please use this one.',
  },
  /** The one-time code of a customer; it stands in the text, never in the subject. */
  customerCode: {
    subject: 'Your code for “My requests”',
    heading: 'Your code',
    intro: 'Type this code on the page of {sender} where you asked for it. It counts once, for ten minutes.',
    secret: 'Nobody of ours will ever ask you for it.',
    notYou:
      'You did not ask for a code? Then somebody mistyped an address. Without the code nobody gets in; you can ignore this message.',
    noReply: 'This message was sent automatically, and replies to it are not read.',
  },
}
