/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { TicketType } from '../contract/ticket-details.ts'
import { Icon } from '../forms/parts/icon.tsx'
import { usePrettyPhone } from '../forms/parts/pretty-phone.ts'
import { usePage } from './page-context.ts'
import { PageLink } from './page-link.tsx'
import { QrCode, useQr } from './qr-code.tsx'
import { savePicture } from './save-picture.ts'
import { Sentence } from './sentence.tsx'
import { tokenIn } from './tracking-link.ts'

export type SentRequest = {
  number: string
  type: TicketType
  link: string | null
  holder: string | null
  phone: string | null
  email: string | null
}

/** The number, what happens next, and the way back. */
export function SentPage({ request }: { request: SentRequest }) {
  const { speech, go } = usePage()
  const { say } = speech
  const { number, link, holder, phone, email } = request
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  const token = link && tokenIn(link)
  const shownPhone = usePrettyPhone(phone)
  return (
    <div class="column">
      <section class="sent" role="status">
        <Icon name="check" />
        <h1 ref={head} tabIndex={-1}>
          {say('sent.title')}
        </h1>
        <p>{say('sent.number')}</p>
        <bdi class="code no">{number}</bdi>
      </section>
      <h2>{say('sent.next')}</h2>
      <ol class="tl">
        <NextStep>
          {holder ? (
            <Sentence speech={speech} text="sent.next-branch" name="branch" value={holder} />
          ) : (
            say('sent.next-review')
          )}
        </NextStep>
        {shownPhone && (
          <NextStep>
            <Sentence speech={speech} text="sent.next-phone" name="phone" value={shownPhone} code />
          </NextStep>
        )}
        {email && (
          <NextStep>
            <Sentence speech={speech} text="sent.next-email" name="email" value={email} code />
          </NextStep>
        )}
        {link && <NextStep>{say('sent.next-link')}</NextStep>}
      </ol>
      {link && (
        <>
          <h2>{say('sent.link')}</h2>
          <p class="soft">{say('sent.link-why')}</p>
          <KeepLink number={number} link={link} />
        </>
      )}
      <div class="p-act stack">
        {token && (
          <button type="button" class="p-btn" onClick={() => go(`/track#${token}`)}>
            {say('sent.see')}
            <Icon name="arrow" size="lg" flip />
          </button>
        )}
        <PageLink to="/requests" class="p-btn plain">
          {say('own.see-all')}
        </PageLink>
        <PageLink to="/" class="p-btn plain">
          {say('sent.more')}
        </PageLink>
      </div>
    </div>
  )
}

function NextStep({ children }: { children: ComponentChildren }) {
  return (
    <li class="todo">
      <span class="pt" />
      <span>{children}</span>
    </li>
  )
}

function KeepLink({ number, link }: { number: string; link: string }) {
  const { speech, brand } = usePage()
  const { say } = speech
  const [copied, setCopied] = useState(false)
  const box = useRef<HTMLElement>(null)
  const qr = useQr(link)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link)
      setCopied(true)
    } catch {
      // Where the clipboard is closed, the link is at least selected.
      const selection = getSelection()
      if (box.current && selection) selection.selectAllChildren(box.current)
    }
  }
  return (
    <>
      <div class="linkbox">
        <bdi class="trunc" ref={box}>
          {link.replace(/^https?:\/\//, '')}
        </bdi>
        <button type="button" class="p-btn line" lang={speech.language} onClick={copy}>
          <Icon name={copied ? 'check' : 'copy'} />
          <span aria-live="polite">{say(copied ? 'sent.copied' : 'sent.copy')}</span>
        </button>
      </div>
      <div class="qr">
        <QrCode qr={qr} label={say('sent.qr')} />
        <div class="side">
          <p class="soft small">{say('sent.qr-why')}</p>
          {'share' in navigator && (
            <button
              type="button"
              class="p-btn line"
              onClick={() => void navigator.share({ title: `${brand} ${number}`, url: link }).catch(() => {})}
            >
              <Icon name="share" size="lg" />
              {say('sent.share')}
            </button>
          )}
          <button
            type="button"
            class="p-btn line"
            disabled={!qr}
            onClick={() => qr && void savePicture({ qr, number, link, brand, speech })}
          >
            <Icon name="image" size="lg" />
            {say('sent.picture')}
          </button>
        </div>
      </div>
    </>
  )
}
