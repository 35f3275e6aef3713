import { useWords } from './use-words.ts'

/** The frame of a page while its data comes. */
export function SkeletonCards({ count = 2 }: { count?: number }) {
  const word = useWords()
  return (
    <div className="cards" role="status" aria-busy="true" aria-label={word('loading')}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <div className="card wait" key={index}>
          {['40%', '90%', '75%', '60%'].map((inlineSize) => (
            <span className="skeleton" style={{ inlineSize }} key={inlineSize} />
          ))}
        </div>
      ))}
    </div>
  )
}
