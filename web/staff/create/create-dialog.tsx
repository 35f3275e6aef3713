export default function CreateDialog(_: { onClose: () => void; onCreated: (number: string) => void }) {
  return null
}
