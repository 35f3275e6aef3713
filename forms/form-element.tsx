/** @jsxImportSource preact */
import { render } from 'preact'
import { type Api, makeApi } from '../client/index.ts'
import { directionOf, LANGUAGES, type Language } from '../contract/languages.ts'
import type { CreatedTicket } from '../contract/tickets.ts'
import { type FormTextKey, loadFormTexts } from '../texts/forms.ts'
import { makeSpeech, type Speech } from './parts/speech.ts'
import { RequestForm } from './request-form.tsx'
import type { FormShape } from './types/form-shape.ts'

/** Told when the request is there: `detail` is the answer of the API, with number and tracking link. */
export type SentEvent = CustomEvent<CreatedTicket>

/**
 * A form as a custom element. Attributes: `language` (the page's own when left out), `origin` (of the server; its own
 * pages leave it out), `history`, with which its steps are entries of the page's history, and `email`, the proved address
 * of whoever asks, to begin with. Property `api` replaces the way to ask. Light DOM, see README.
 */
export function formElement(shape: FormShape): CustomElementConstructor {
  return class extends HTMLElement {
    static readonly observedAttributes = ['language', 'origin', 'email']
    #api: Api | null = null
    #speech: Speech<FormTextKey> | null = null

    get api(): Api {
      this.#api ??= makeApi({
        session: 'portal',
        language: () => this.#language(),
        origin: this.getAttribute('origin') ?? '',
      })
      return this.#api
    }
    set api(api: Api) {
      this.#api = api
      this.#draw()
    }

    connectedCallback() {
      void this.#speak()
    }
    disconnectedCallback() {
      render(null, this)
    }
    attributeChangedCallback() {
      if (this.isConnected) void this.#speak()
    }

    #language(): Language {
      const wanted = this.getAttribute('language') ?? document.documentElement.lang
      return LANGUAGES.find((language) => language === wanted) ?? 'en'
    }

    /** The form stays as it is while another language is fetched. */
    async #speak() {
      const language = this.#language()
      const texts = await loadFormTexts(language)
      if (language !== this.#language() || !this.isConnected) return
      this.#speech = makeSpeech<FormTextKey>(language, texts)
      this.lang = language
      this.dir = directionOf(language)
      this.#draw()
    }

    #draw() {
      if (!this.#speech) return
      render(
        <RequestForm
          shape={shape}
          speech={this.#speech}
          api={this.api}
          storage={deviceStorage()}
          inHistory={this.hasAttribute('history')}
          email={this.getAttribute('email') ?? ''}
          onSent={(ticket) => this.dispatchEvent(new CustomEvent('sent', { detail: ticket, bubbles: true }))}
        />,
        this,
      )
    }
  }
}

/** Reading `localStorage` throws where a browser keeps nothing. */
function deviceStorage(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
