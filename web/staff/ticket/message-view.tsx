import type * as z from 'zod/mini'
import type { Message as MessageSchema } from '../../../contract/conversation.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { NetworkNoteIcon } from '../ticket-icons.tsx'
import { Byline } from './byline.tsx'

type Message = z.infer<typeof MessageSchema>

/** Public words are bubbles; notes are ruled sheets with a band that names their readers. Never the same shape. */
export function MessageView({ message }: { message: Message }) {
  if (message.audience !== 'public') return <Note message={message} />
  return message.author.kind === 'customer' ? <Inbound message={message} /> : <Reply message={message} />
}

function Inbound({ message }: { message: Message }) {
  const { t } = useTexts()
  return (
    <article className="msg in">
      <Byline name={message.author.name} at={message.at} lead={t('conversation.portal')} />
      <p className="bub typed" dir="auto">
        {message.text}
      </p>
    </article>
  )
}

function Reply({ message }: { message: Message }) {
  const { t, moment } = useTexts()
  return (
    <article className="msg out">
      <p className="by">
        <span className="who-reads">
          <Icon name="send" size="sm" flip />
          {t('conversation.publicReply')}
        </span>
        <b>
          <bdi>{message.author.name}</bdi>
        </b>
        <bdi>{moment(message.at)}</bdi>
      </p>
      <p className="bub typed" dir="auto">
        {message.text}
      </p>
    </article>
  )
}

function Note({ message }: { message: Message }) {
  const { t, moment, list, comma } = useTexts()
  const network = message.audience === 'network'
  const readers = list(message.readers)
  return (
    <article className="note" data-audience={message.audience}>
      <p className="band">
        {network ? <NetworkNoteIcon size="sm" /> : <Icon name="lock" size="sm" />}
        <b>{t(network ? 'conversation.networkNote' : 'conversation.companyNote')}</b>
        <span className="to trunc">{network ? readers : t('conversation.only', { name: readers })}</span>
        <span className="end">
          <bdi>{message.author.name}</bdi>
          {comma}
          <bdi>{moment(message.at)}</bdi>
        </span>
      </p>
      <p className="txt typed" dir="auto">
        {message.text}
      </p>
    </article>
  )
}
