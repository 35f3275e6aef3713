import { Modal } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { IconButton } from './button.tsx'

type DialogProps = {
  title: string
  closeLabel: string
  onClose: () => void
  size?: number
  children: ReactNode
  /** False where the content brings a head of its own; the title is then only its name. */
  head?: boolean
  /** True where a click beside it would throw work away. */
  keep?: boolean
}

const CLASSES = { content: 'pop' }

/** Where focus goes when what had it is no longer there: the open row, else the heading of the page. */
const FALLBACK = ['[data-number][aria-current]', 'main h1[tabindex]', '.list h1[tabindex]']

/** Gives focus back where it was when the sheet opened, unless whoever closed it has put it elsewhere. */
function useFocusReturn() {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        const now = document.activeElement
        if (now && now !== document.body) return
        const places = [before, ...FALLBACK.map((place) => document.querySelector(place))]
        for (const place of places) {
          if (!(place instanceof HTMLElement) || place === document.body) continue
          place.focus()
          if (document.activeElement === place) return
        }
      })
    },
    [before],
  )
}

/** A floating sheet: traps focus, gives it back, closes on Escape. Full width on a phone. */
export function Dialog({ title, closeLabel, onClose, size = 520, children, head = true, keep }: DialogProps) {
  useFocusReturn()
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={size}
      yOffset="6dvh"
      xOffset={12}
      classNames={CLASSES}
      closeOnClickOutside={!keep}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <div className={head ? 'pop-head' : 'sr'}>
            <Modal.Title className="grow">{title}</Modal.Title>
            {head && <IconButton icon="x" label={closeLabel} kind="quiet" small onClick={onClose} />}
          </div>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
