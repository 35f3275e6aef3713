import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

const Announce = createContext<(text: string) => void>(() => {})
/** Says something to readers of the screen that the eye sees anyway. */
export const useAnnounce = () => useContext(Announce)

export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ text: '', count: 0 })
  const announce = useCallback((text: string) => setSaid(({ count }) => ({ text, count: count + 1 })), [])
  return (
    <Announce.Provider value={announce}>
      {children}
      <div className="sr" aria-live="polite">
        <span key={said.count}>{said.text}</span>
      </div>
    </Announce.Provider>
  )
}
