import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Said, type Saying } from '../../ui/said.tsx'
import { adminApi } from '../admin-api.ts'
import { AskDialog } from '../ask-dialog.tsx'
import { Choice } from '../choice.tsx'
import { usePeople } from '../use-people.ts'
import { useWords } from '../use-words.ts'

/** Ends all sessions of somebody who lost a device. */
export function PeopleCard() {
  const word = useWords()
  const people = usePeople()
  const [id, setId] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const [saying, setSaying] = useState<Saying | null>(null)
  const name = people.find(({ value }) => value === id)?.name ?? ''
  const end = async () => {
    await adminApi.endSessionsOf(id ?? '')
    setSaying({ tone: 'good', text: word('directory.people.done', { name }) })
    setAsking(false)
    setId(null)
  }
  return (
    <section className="card">
      <h2>
        <Icon name="lock" />
        {word('directory.people.title')}
      </h2>
      <div className="in">
        <p className="soft">{word('directory.people.lead')}</p>
        <div className="beside">
          <Choice
            label={word('directory.people.person')}
            value={id}
            onChange={(value) => {
              setId(value)
              setSaying(null)
            }}
            options={people}
            empty={word('search')}
          />
          <Button kind="danger" disabled={id === null} onClick={() => setAsking(true)}>
            {word('directory.people.button')}
          </Button>
        </div>
        <Said saying={saying} />
      </div>
      {asking && (
        <AskDialog
          title={word('directory.people.ask', { name })}
          text={word('directory.people.askText')}
          button={word('directory.people.button')}
          onClose={() => setAsking(false)}
          act={end}
        />
      )}
    </section>
  )
}
